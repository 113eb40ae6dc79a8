package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question as Cedar is asked it: with each pair of an agreement and a grant by itself, whether
 * or not they have anything to do with it, and in each pair with each prohibition and role policy.
 */
final class CedarRequests {
    private static final Map<String, EntityTypeName> TYPES = new HashMap<>();

    private CedarRequests() {}

    /** One way of looking at the question, and all that Cedar is told of it, one by one. */
    record View(
            @Nullable Permit permit,
            @Nullable HeldGrant grant,
            List<Map<String, Value>> contexts) {}

    static List<View> views(Question question, Facts facts) {
        var views = new ArrayList<View>();
        for (var permit : orNone(facts.permits())) {
            for (var grant : orNone(facts.grants())) {
                views.add(new View(permit, grant, contexts(question, facts, permit, grant)));
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

    private static List<Map<String, Value>> contexts(
            Question question, Facts facts, @Nullable Permit permit, @Nullable HeldGrant grant) {
        var contexts = new ArrayList<Map<String, Value>>();
        var prohibitions = facts.prohibitions();
        var policies = facts.rolePolicies();
        int most = Math.max(1, Math.max(prohibitions.size(), policies.size()));
        for (int i = 0; i < most; i++) {
            var context = new HashMap<String, Value>();
            context.put("now", new PrimLong(facts.now().toEpochMilli()));
            context.put("secondFactor", new PrimBool(question.caller().stepUp()));
            var named = named(question);
            if (named != null) {
                context.put("named", new PrimString(named));
            }
            if (question.purpose() != null) {
                context.put("purpose", new PrimString(question.purpose().value()));
            }
            if (permit != null) {
                context.put("agreement", promise(permit, dataset(question.target())));
            }
            if (grant != null) {
                context.put("grant", held(grant));
            }
            if (i < prohibitions.size()) {
                context.put("prohibition", forbidden(prohibitions.get(i)));
            }
            if (i < policies.size()) {
                context.put("rolePolicy", narrowed(policies.get(i)));
            }
            contexts.add(context);
        }
        return contexts;
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
        said.put("from", new PrimLong(permit.from().toEpochMilli()));
        said.put("until", new PrimLong(permit.until().toEpochMilli()));
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
            said.put("until", new PrimLong(one.until().toEpochMilli()));
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
            said.put("roles", new CedarMap(rows));
        }
        return new CedarMap(said);
    }

    private static CedarList groups(List<Role> roles) {
        return new CedarList(roles.stream().<Value>map(role -> uid("Role", role.code())).toList());
    }

    /** Who asks, with their roles as groups. */
    static Entity principal(Caller caller) {
        var said = new HashMap<String, Value>();
        if (caller.agency() != null) {
            said.put("agency", new PrimString(caller.agency().value()));
        }
        var names = Stream.of(caller.username(), caller.person().value());
        said.put("names", strings(names.map(CedarRequests::small).collect(Collectors.toSet())));
        said.put("id", new PrimString(caller.person().value()));
        return new Entity(
                uid("Person", "asking"),
                said,
                caller.roles().stream()
                        .map(role -> uid("Role", role.code()))
                        .collect(Collectors.toSet()));
    }

    /** What is asked about. */
    static Entity resource(Target target) {
        var said = new HashMap<String, Value>();
        var uid =
                switch (target) {
                    case Target.OfDataset(var dataset) -> named(said, dataset);
                    case Target.OfVersion(var dataset, _) -> named(said, dataset);
                    case Target.OfAgreement agreement -> {
                        said.put("parties", strings(agreement.parties()));
                        put(said, "offeredBy", agreement.offeredBy());
                        said.put("takesSecondFactor", new PrimBool(agreement.secondFactor()));
                        yield uid("Agreement", "asked");
                    }
                    case Target.OfRequest request -> {
                        put(said, "owner", request.dataset().agency());
                        said.put("requester", new PrimString(request.requester().value()));
                        put(said, "requesterAgency", request.requesterAgency());
                        yield uid("Request", "asked");
                    }
                    case Target.OfGrant grant -> {
                        put(said, "owner", grant.dataset().agency());
                        said.put("holder", new PrimString(grant.holder().value()));
                        yield uid("Held", "asked");
                    }
                    case Target.OfOther other -> {
                        put(said, "owner", other.dataset().agency());
                        put(said, "personsAgency", other.agency());
                        yield uid("Other", "asked");
                    }
                    case Target.OfProhibition one -> {
                        put(said, "owner", one.owner());
                        if (one.person() != null) {
                            said.put("person", new PrimString(small(one.person())));
                        }
                        yield uid("Ban", "asked");
                    }
                    case Target.OfCondition one -> {
                        put(said, "owner", one.owner());
                        yield uid("Condition", "asked");
                    }
                    case Target.OfRolePolicy one -> {
                        put(said, "owner", one.owner());
                        yield uid("Narrowing", "asked");
                    }
                    case Target.OfMark mark -> {
                        put(said, "agency", mark.agency());
                        yield uid("Mark", "asked");
                    }
                    case Target.OfEvent event -> {
                        said.put("withinScope", new PrimBool(event.withinScope()));
                        yield uid("Event", "asked");
                    }
                    case Target.OfAlert alert -> {
                        said.put("withinScope", new PrimBool(alert.withinScope()));
                        said.put("ofOwnActs", new PrimBool(alert.ofOwnActs()));
                        yield uid("Alert", "asked");
                    }
                    case Target.OfEmergency _, Target.OfDuty _ ->
                            throw new IllegalArgumentException(
                                    "Cedar is not asked about emergencies: " + target);
                    case Target.OfTrail _, Target.OfSubject _ -> uid("Trail", "asked");
                    case Target.OfList _ -> uid("Lists", "asked");
                };
        return new Entity(uid, said, Set.of());
    }

    static EntityUID action(Act act) {
        return uid("Action", act.name());
    }

    private static EntityUID named(Map<String, Value> said, DatasetId dataset) {
        said.put("name", new PrimString(dataset.toString()));
        put(said, "owner", dataset.agency());
        return uid("Dataset", "asked");
    }

    private static void put(Map<String, Value> said, String name, @Nullable AgencyCode agency) {
        if (agency != null) {
            said.put(name, new PrimString(agency.value()));
        }
    }

    private static CedarList strings(Collection<?> some) {
        return new CedarList(
                some.stream().<Value>map(each -> new PrimString(each.toString())).toList());
    }

    private static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static synchronized EntityUID uid(String type, String id) {
        return TYPES.computeIfAbsent(type, name -> EntityTypeName.parse(name).orElseThrow()).of(id);
    }
}
