package city.datastore.audit.verify;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param findings the first thousand, by index
 * @param found how many there are
 * @param entries how many places of the log were checked
 * @param pruned how many of them have no body any more because it was deleted under the retention
 *     policy, as the log had announced
 * @param checkpoint the newest checkpoint as it was read; null while the log is empty
 * @param kafka what was compared with Kafka; null where that was not asked for
 */
public record Report(
        List<Finding> findings,
        long found,
        long entries,
        long pruned,
        Duration took,
        @Nullable String checkpoint,
        @Nullable Compared kafka) {
    /** What speaks against the newest checkpoint, whatever else there may be. */
    private static final Set<Finding.Kind> AGAINST_THE_CHECKPOINT =
            Set.of(Finding.Kind.ROOT_MISMATCH, Finding.Kind.BAD_SIGNATURE, Finding.Kind.SHRUNK);

    public Report {
        findings = List.copyOf(findings);
    }

    /**
     * What was compared with Kafka.
     *
     * @param messages that the topic holds
     * @param notYetStored recorded, and not yet in the tables when they were read
     * @param noLongerHeld stored events that the topic no longer holds, because it begins later or
     *     was made anew
     * @param prunedStillHeld events whose bodies were deleted from the tables, and that the topic
     *     holds because it keeps an older one
     */
    public record Compared(
            long messages, long notYetStored, long noLongerHeld, long prunedStillHeld) {
        Compared plus(Compared other) {
            return new Compared(
                    messages + other.messages,
                    notYetStored + other.notYetStored,
                    noLongerHeld + other.noLongerHeld,
                    prunedStillHeld + other.prunedStillHeld);
        }
    }

    public boolean clean() {
        return found == 0;
    }

    /**
     * Whether the newest checkpoint is signed, the entries lead to it, and it continues what was
     * kept, as far as all findings are known. Others may stand: a gap of the topic is found for
     * ever.
     */
    public boolean checkpointHolds() {
        return found == findings.size()
                && findings.stream().map(Finding::kind).noneMatch(AGAINST_THE_CHECKPOINT::contains);
    }

    public long entriesPerSecond() {
        return Math.round(entries / Math.max(took.toNanos() / 1e9, 1e-3));
    }
}
