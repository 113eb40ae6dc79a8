package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an owner has arranged before an emergency: who may then see what of one dataset, and how one
 * person is picked in it.
 *
 * @param duties the duty roles that may use it, by their agency
 * @param columns all that may ever be seen; every other column is withheld
 * @param subjectColumn identifies the person
 * @param subjectKind the kind of identifier in it
 * @param call whom to call about what is withheld
 */
public record EmergencyArrangement(
        EmergencyId id,
        DatasetId dataset,
        SortedMap<AgencyCode, SortedSet<String>> duties,
        SortedSet<String> columns,
        String subjectColumn,
        String subjectKind,
        String call) {
    public EmergencyArrangement {
        var copy = new TreeMap<AgencyCode, SortedSet<String>>();
        duties.forEach((agency, roles) ->
                copy.put(agency, Collections.unmodifiableSortedSet(new TreeSet<>(roles))));
        duties = Collections.unmodifiableSortedMap(copy);
        columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    }

    public EmergencyArrangement(
            EmergencyId id,
            DatasetId dataset,
            Map<AgencyCode, SortedSet<String>> duties,
            Set<String> columns,
            String subjectColumn,
            String subjectKind,
            String call) {
        this(
                id,
                dataset,
                new TreeMap<>(duties),
                new TreeSet<>(columns),
                subjectColumn,
                subjectKind,
                call);
    }

    /** Whether it names that duty role of that agency. */
    public boolean names(AgencyCode agency, String role) {
        var roles = duties.get(agency);
        return roles != null && roles.contains(role);
    }
}
