package city.datastore.benchmarks;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Target;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cedar, with the policies on reading that the oracle of the policy asks. */
final class CedarEngine implements EnginesBenchmark.Engine {
    private static final String POLICIES = "/city/datastore/access/policy/policy.cedar";

    private final BasicAuthorizationEngine cedar = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final EntityUID reading = uid("Action", "READ_CONTENT");

    CedarEngine() throws Exception {
        var some = new HashSet<Policy>();
        for (var text : text().split("(?m)^(?=@id\\()", -1)) {
            if (text.contains("Action::\"READ_CONTENT\"")) {
                some.add(new Policy(text, "policy-" + some.size()));
            }
        }
        policies = new PolicySet(some);
        policies.cache();
    }

    private static String text() throws IOException {
        try (var in =
                Objects.requireNonNull(CedarEngine.class.getResourceAsStream(POLICIES), POLICIES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public boolean allows(EnginesBenchmark.Asked asked) throws Exception {
        var question = asked.question();
        var caller = question.caller();
        if (!(question.target() instanceof Target.OfVersion(var dataset, _))) {
            return false;
        }
        var roles = new HashSet<EntityUID>();
        caller.roles().forEach(role -> roles.add(uid("Role", role.code())));
        var principal =
                new Entity(
                        uid("Person", "asking"),
                        Map.of(
                                "id", string(caller.person().value()),
                                "agency", string(caller.agency()),
                                "names", strings(Set.of(caller.username()))),
                        roles);
        var resource =
                new Entity(
                        uid("Dataset", "asked"),
                        Map.of("name", string(dataset), "owner", string(dataset.agency())),
                        Set.of());
        var context = new HashMap<String, Value>();
        context.put("now", new PrimLong(EnginesBenchmark.now()));
        context.put("secondFactor", new PrimBool(caller.stepUp()));
        context.put("named", string(question.agreement()));
        context.put("purpose", string(question.purpose()));
        context.put("agreement", agreement(asked, dataset.toString()));
        context.put("grant", grant(asked));
        var answer =
                cedar.isAuthorized(
                        new AuthorizationRequest(
                                principal.getEUID(), reading, resource.getEUID(), context),
                        policies,
                        Set.of(principal, resource));
        return answer.success.orElseThrow().isAllowed();
    }

    private static CedarMap agreement(EnginesBenchmark.Asked asked, String dataset) {
        var permit = asked.permit();
        var said = columns(permit.datasets().values().iterator().next());
        said.put("reference", string(permit.agreement()));
        said.put("standing", string(permit.standing().name().toLowerCase(Locale.ROOT)));
        said.put("from", new PrimLong(permit.from().toEpochMilli()));
        said.put("until", new PrimLong(permit.until().toEpochMilli()));
        said.put("receivers", strings(permit.receivers()));
        said.put("datasets", strings(List.of(dataset)));
        said.put("purposes", strings(permit.purposes()));
        said.put("actions", strings(permit.actions()));
        return new CedarMap(said);
    }

    private static CedarMap grant(EnginesBenchmark.Asked asked) {
        var grant = asked.grant();
        var said = columns(grant.columns());
        said.put("holder", string(grant.holder().value()));
        said.put("agency", string(grant.agency()));
        said.put("dataset", string(grant.dataset()));
        said.put("agreement", string(grant.agreement()));
        said.put("purpose", string(grant.purpose()));
        said.put("actions", strings(grant.actions()));
        said.put("from", new PrimLong(grant.from().toEpochMilli()));
        said.put("until", new PrimLong(grant.until().toEpochMilli()));
        said.put("revoked", new PrimBool(grant.revoked()));
        return new CedarMap(said);
    }

    private static Map<String, Value> columns(ColumnScope scope) {
        var said = new HashMap<String, Value>();
        said.put("everyColumn", new PrimBool(scope instanceof ColumnScope.All));
        said.put(
                "columns",
                strings(scope instanceof ColumnScope.Only(var names) ? names : Set.<String>of()));
        return said;
    }

    private static PrimString string(@Nullable Object name) {
        return new PrimString(String.valueOf(name));
    }

    private static CedarList strings(Collection<?> names) {
        return new CedarList(names.stream().<Value>map(CedarEngine::string).toList());
    }

    private static EntityUID uid(String type, String id) {
        return EntityTypeName.parse(type).orElseThrow().of(id);
    }
}
