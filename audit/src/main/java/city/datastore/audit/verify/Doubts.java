package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.verify.Finding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events and leaves that do not belong together; which of them is right is known at the end. */
final class Doubts {
    private record Doubt(long index, @Nullable Instant at, @Nullable String fault) {}

    private final List<Doubt> kept = new ArrayList<>();
    private long count;

    /**
     * @param fault what is wrong within the event's row as well, or null
     */
    void add(long index, @Nullable Instant at, @Nullable String fault) {
        count++;
        if (kept.size() < Findings.KEPT) {
            kept.add(new Doubt(index, at, fault));
        }
    }

    /** Says of each which one was changed, by the root that is signed. */
    void settle(RegrownLog log, Claims claims, Findings findings) {
        Hash root = claims.root();
        boolean leaves = root != null && log.leavesHadRoot(claims.size(), root);
        boolean events = root != null && log.eventsHadRoot(claims.size(), root);
        String which =
                leaves
                        ? "the event was changed: the signed root is that of the leaves"
                        : events
                                ? "the leaf was changed: the signed root is that of the events"
                                : "event and leaf do not belong together";
        for (Doubt doubt : kept) {
            String fault = doubt.fault();
            findings.add(
                    Kind.ALTERED,
                    doubt.index(),
                    doubt.at(),
                    fault == null ? which : which + "; " + fault);
        }
        findings.addUnnamed(count - kept.size());
    }
}
