package city.datastore.audit.use;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was read under an agreement in some time; numbers of people, and nobody's name. A read is a
 * decision that let somebody read.
 *
 * @param people how many different people of each agency read anything
 * @param refused how many attempts were refused for each reason, by its code; an attempt that was
 *     refused for two counts for both
 * @param grants under which something was read
 * @param complete whether every event that the record holds has been counted
 */
public record UseOfAgreement(
        SortedMap<DatasetId, OfDataset> datasets,
        SortedMap<PurposeCode, Long> purposes,
        SortedMap<AgencyCode, Long> people,
        SortedMap<String, Long> refused,
        Set<GrantId> grants,
        boolean complete) {

    public UseOfAgreement {
        datasets = Collections.unmodifiableSortedMap(new TreeMap<>(datasets));
        purposes = Collections.unmodifiableSortedMap(new TreeMap<>(purposes));
        people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        grants = Set.copyOf(grants);
    }

    /** Nothing at all. */
    public static final UseOfAgreement NONE =
            new UseOfAgreement(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Set.of(),
                    true);

    /**
     * Of one dataset.
     *
     * @param whole whether it was ever read with every column it has
     * @param columns those that were released at least once, where not all were
     */
    public record OfDataset(
            List<ByAgency> by,
            SortedSet<Integer> versions,
            boolean whole,
            SortedSet<String> columns) {
        public OfDataset {
            by = List.copyOf(by);
            versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
            columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
        }
    }

    /**
     * By the staff of one agency.
     *
     * @param people how many different ones
     */
    public record ByAgency(AgencyCode agency, long reads, long people, Instant last) {}

    /** How often anything was read. */
    public long reads() {
        return datasets.values().stream()
                .flatMap(each -> each.by().stream())
                .mapToLong(ByAgency::reads)
                .sum();
    }
}
