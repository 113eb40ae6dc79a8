package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who asks, what they ask to do and about what, as Cedar is told. */
final class CedarRequests {
    private static final Map<String, EntityTypeName> TYPES = new HashMap<>();

    private CedarRequests() {}

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
                    case Target.OfEmergency one -> {
                        named(said, one.dataset());
                        said.put("holder", new PrimString(one.holder().value()));
                        put(said, "agency", one.agency());
                        yield uid("Emergency", "asked");
                    }
                    case Target.OfDuty duty -> {
                        put(said, "agency", duty.agency());
                        if (duty.person() != null) {
                            said.put("person", new PrimString(small(duty.person())));
                        }
                        yield uid("Appointment", "asked");
                    }
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

    static CedarList strings(Collection<?> some) {
        return new CedarList(
                some.stream().<Value>map(each -> new PrimString(each.toString())).toList());
    }

    static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static synchronized EntityUID uid(String type, String id) {
        return TYPES.computeIfAbsent(type, name -> EntityTypeName.parse(name).orElseThrow()).of(id);
    }
}
