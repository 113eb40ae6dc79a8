package city.datastore.access.policy;

import static city.datastore.access.policy.CedarRequests.small;
import static city.datastore.access.policy.CedarRequests.strings;
import static city.datastore.access.policy.CedarRequests.uid;

import city.datastore.access.identity.Role;
import city.datastore.audit.names.DatasetId;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is true, as Cedar is told for one question: with each agreement, grant and appointment to a
 * duty role by itself, whether or not they have anything to do with it, and with these each
 * prohibition, condition of access and role policy.
 */
final class CedarFacts {
    private CedarFacts() {}

    /** One way of looking at the question, and all that Cedar is told of it, one by one. */
    record View(
            @Nullable Permit permit,
            @Nullable HeldGrant grant,
            List<Map<String, Value>> contexts) {}

    static List<View> views(Question question, Facts facts) {
        var views = new ArrayList<View>();
        // who names an emergency access relies on no agreement and on no grant
        boolean agreed = question.emergency() == null;
        for (var permit : orNone(agreed ? facts.permits() : List.<Permit>of())) {
            for (var grant : orNone(agreed ? facts.grants() : List.<HeldGrant>of())) {
                for (var duty : orNone(facts.emergency().duties())) {
                    var said = told(question, facts, permit, grant, duty);
                    views.add(new View(permit, grant, contexts(said, facts)));
                }
            }
        }
        return views;
    }

    private static <T> List<@Nullable T> orNone(List<T> some) {
        var all = new ArrayList<@Nullable T>(some);
        if (all.isEmpty()) {
            all.add(null);
        }
        return all;
    }

    private static Map<String, Value> told(
            Question question,
            Facts facts,
            @Nullable Permit permit,
            @Nullable HeldGrant grant,
            @Nullable DutyAppointment duty) {
        var told = new HashMap<>(CedarEmergencies.told(question, facts.emergency(), duty));
        told.put("now", instant(facts.now()));
        told.put("clock", CedarConditions.clock(facts.now()));
        told.put("secondFactor", new PrimBool(question.caller().stepUp()));
        var address = question.caller().address();
        if (address != null) {
            told.put("address", CedarConditions.address(address));
        }
        var named = named(question);
        if (named != null) {
            told.put("named", new PrimString(named));
        }
        if (question.purpose() != null) {
            told.put("purpose", new PrimString(question.purpose().value()));
        }
        if (permit != null) {
            told.put("agreement", promise(permit, dataset(question.target())));
        }
        if (grant != null) {
            told.put("grant", held(grant));
        }
        return told;
    }

    /** With each prohibition, condition of access and role policy, whichever come together. */
    private static List<Map<String, Value>> contexts(Map<String, Value> told, Facts facts) {
        var contexts = new ArrayList<Map<String, Value>>();
        var prohibitions = facts.prohibitions();
        var conditions = facts.conditions();
        var policies = facts.rolePolicies();
        int most =
                Stream.of(prohibitions, conditions, policies)
                        .mapToInt(List::size)
                        .max()
                        .orElseThrow();
        for (int i = 0; i < Math.max(1, most); i++) {
            var context = new HashMap<>(told);
            if (i < prohibitions.size()) {
                context.put("prohibition", forbidden(prohibitions.get(i)));
            }
            if (i < conditions.size()) {
                context.put("condition", CedarConditions.demanded(conditions.get(i)));
            }
            if (i < policies.size()) {
                context.put("rolePolicy", narrowed(policies.get(i)));
            }
            contexts.add(context);
        }
        return contexts;
    }

    static PrimLong instant(Instant instant) {
        return new PrimLong(instant.toEpochMilli());
    }

    private static @Nullable String named(Question question) {
        if (question.agreement() != null) {
            return question.agreement().value();
        }
        return switch (question.target()) {
            case Target.OfAgreement(var agreement, _, _, _, _) ->
                    agreement == null ? null : agreement.value();
            case Target.OfRequest(_, _, var agreement, _, _) -> agreement.value();
            case Target.OfGrant(_, _, var agreement, _) -> agreement.value();
            default -> null;
        };
    }

    private static @Nullable DatasetId dataset(Target target) {
        return switch (target) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            default -> null;
        };
    }

    private static CedarMap promise(Permit permit, @Nullable DatasetId wanted) {
        var columns = wanted == null ? null : permit.datasets().get(wanted);
        var said = columns(columns == null ? ColumnScope.only(List.of()) : columns);
        said.put("reference", new PrimString(permit.agreement().value()));
        said.put("standing", new PrimString(permit.standing().name().toLowerCase(Locale.ROOT)));
        said.put("from", instant(permit.from()));
        said.put("until", instant(permit.until()));
        said.put("receivers", strings(permit.receivers()));
        said.put("datasets", strings(permit.datasets().keySet()));
        said.put("purposes", strings(permit.purposes()));
        said.put("actions", strings(permit.actions()));
        for (boolean left : List.of(true, false)) {
            var absent = new HashMap<>(permit.absent());
            absent.values().removeIf(each -> each.left() != left);
            said.put(
                    left ? "datasetsLeft" : "datasetsNotSigned",
                    strings(
                            absent.values().stream()
                                    .flatMap(each -> each.datasets().stream())
                                    .collect(Collectors.toSet())));
            absent.values().removeIf(each -> !each.receives());
            said.put(left ? "receiversLeft" : "receiversNotSigned", strings(absent.keySet()));
        }
        return new CedarMap(said);
    }

    private static CedarMap held(HeldGrant grant) {
        var said = columns(grant.columns());
        said.put("holder", new PrimString(grant.holder().value()));
        said.put("agency", new PrimString(grant.agency().value()));
        said.put("dataset", new PrimString(grant.dataset().toString()));
        said.put("agreement", new PrimString(grant.agreement().value()));
        said.put("purpose", new PrimString(grant.purpose().value()));
        said.put("actions", strings(grant.actions()));
        said.put("from", instant(grant.from()));
        said.put("until", instant(grant.until()));
        said.put("revoked", new PrimBool(grant.revoked()));
        return new CedarMap(said);
    }

    private static Map<String, Value> columns(ColumnScope scope) {
        var said = new HashMap<String, Value>();
        said.put("everyColumn", new PrimBool(scope instanceof ColumnScope.All));
        said.put(
                "columns",
                strings(scope instanceof ColumnScope.Only(var names) ? tidy(names) : Set.of()));
        return said;
    }

    /** Cedar compares texts as they are; what white space counts for, it has to be told. */
    private static Set<String> tidy(Set<String> names) {
        return names.stream().map(ColumnName::tidy).collect(Collectors.toSet());
    }

    private static CedarMap forbidden(Prohibition one) {
        var said = new HashMap<String, Value>();
        said.put("kind", new PrimString(one.kind().code()));
        said.put("owner", new PrimString(one.owner().value()));
        if (one.dataset() != null) {
            said.put("dataset", new PrimString(one.dataset().toString()));
        }
        if (one.person() != null) {
            said.put("person", new PrimString(small(one.person())));
        }
        if (one.until() != null) {
            said.put("until", instant(one.until()));
        }
        return new CedarMap(said);
    }

    private static CedarMap narrowed(RolePolicy policy) {
        var said = new HashMap<String, Value>();
        said.put("owner", new PrimString(policy.owner().value()));
        if (policy.dataset() != null) {
            said.put("dataset", new PrimString(policy.dataset().toString()));
        }
        if (policy.roles() instanceof RoleMatrix.Named named) {
            var rows = new HashMap<String, Value>();
            rows.put("underAgreement", groups(named.of(ReadingAction.READ_UNDER_AGREEMENT)));
            rows.put("ownData", groups(named.of(ReadingAction.READ_OWN_DATA)));
            rows.put("inEmergency", groups(named.of(ReadingAction.READ_IN_EMERGENCY)));
            said.put("roles", new CedarMap(rows));
        }
        return new CedarMap(said);
    }

    private static CedarList groups(List<Role> roles) {
        return new CedarList(roles.stream().<Value>map(role -> uid("Role", role.code())).toList());
    }
}
