package city.datastore.agreements.reviews;

import city.datastore.access.policy.ColumnScope;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.use.UseOfAgreement.ByAgency;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an agreement promises beside what was really used of it in a period.
 *
 * @param refused how many attempts were refused for each reason, by its code
 * @param complete whether everything that the record holds was counted
 */
public record Findings(
        Period period,
        List<OfDataset> datasets,
        List<OfPurpose> purposes,
        List<OfAgency> agencies,
        SortedMap<String, Long> refused,
        boolean complete,
        Proposal proposal) {
    public Findings {
        datasets = List.copyOf(datasets);
        purposes = List.copyOf(purposes);
        agencies = List.copyOf(agencies);
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /**
     * A dataset.
     *
     * @param promised its columns; none where the agreement does not name it any more
     * @param receivers the parties it is promised to
     * @param by who read it
     * @param versions that were read
     * @param read columns that were released at least once; empty where {@code whole}, or nothing
     *     was
     * @param whole whether it was read with every column
     * @param neverRead promised columns that were never released, as far as they are known by name
     * @param grants how many were in force at some time of the period
     * @param unused how many of them nothing was read under
     */
    public record OfDataset(
            DatasetId dataset,
            ColumnScope promised,
            List<AgencyCode> receivers,
            List<ByAgency> by,
            SortedSet<Integer> versions,
            SortedSet<String> read,
            boolean whole,
            List<String> neverRead,
            int grants,
            int unused) {
        public OfDataset {
            receivers = List.copyOf(receivers);
            by = List.copyOf(by);
            versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
            read = Collections.unmodifiableSortedSet(new TreeSet<>(read));
            neverRead = List.copyOf(neverRead);
        }

        public long reads() {
            return by.stream().mapToLong(ByAgency::reads).sum();
        }

        /** Nobody acts for two agencies, so people of several can be added up. */
        public long people() {
            return by.stream().mapToLong(ByAgency::people).sum();
        }

        public Optional<Instant> last() {
            return by.stream().map(ByAgency::last).max(Comparator.naturalOrder());
        }
    }

    /** A purpose that the agreement names, and how often something was read for it. */
    public record OfPurpose(PurposeCode code, String text, long reads) {}

    /** A party that receives and has signed, and how much its people read. */
    public record OfAgency(AgencyCode agency, long reads, long people) {}

    public long reads() {
        return datasets.stream().mapToLong(OfDataset::reads).sum();
    }
}
