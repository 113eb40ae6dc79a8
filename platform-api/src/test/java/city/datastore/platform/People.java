package city.datastore.platform;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import java.util.Set;

/** People of the city, as a checked token would name them. */
public final class People {
    private People() {}

    public static Caller steward(String agency) {
        return person(agency, "steward", Role.DATA_STEWARD);
    }

    public static Caller officer(String agency) {
        return person(agency, "officer", Role.OFFICER);
    }

    public static Caller lead(String agency) {
        return person(agency, "ig", Role.IG_LEAD);
    }

    private static Caller person(String agency, String title, Role role) {
        return new Caller(
                new PersonId("test-" + agency + "-" + title),
                agency + "." + title,
                new AgencyCode(agency),
                Set.of(role),
                true,
                new RequestId("test"));
    }
}
