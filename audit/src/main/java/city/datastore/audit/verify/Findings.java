package city.datastore.audit.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings: keeps the first of them and counts all. Thread-safe. */
final class Findings {
    static final int KEPT = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    synchronized void add(Finding.Kind kind, long index, @Nullable Instant at, String what) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(new Finding(kind, index, at, what));
        }
    }

    void add(Finding.Kind kind, String what) {
        add(kind, Finding.NO_INDEX, null, what);
    }

    /** Counts findings that nobody will name. */
    synchronized void addUnnamed(long more) {
        count += more;
    }

    synchronized long count() {
        return count;
    }

    /** What was kept, by index; what is about the log as a whole comes first. */
    synchronized List<Finding> sorted() {
        return kept.stream().sorted(Comparator.comparingLong(Finding::index)).toList();
    }
}
