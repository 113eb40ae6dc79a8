package city.datastore.access.emergency;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an owner fills in to arrange for emergencies.
 *
 * @param duties duty roles that may use it, by agency
 * @param columns all that may ever be seen
 * @param subjectColumn a column that is declared to identify people
 * @param subjectKind as it is declared
 * @param call whom to call about what is withheld
 */
public record ArrangementAsk(
        DatasetId dataset,
        Map<AgencyCode, Set<String>> duties,
        List<String> columns,
        String subjectColumn,
        String subjectKind,
        String call) {
    /** Most characters of whom to call. */
    public static final int MAX_CALL = 200;

    public ArrangementAsk {
        duties = Map.copyOf(duties);
        columns = List.copyOf(columns);
    }
}
