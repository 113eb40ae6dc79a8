package city.datastore.audit.verify;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.verify.Finding.Kind;
import city.datastore.audit.verify.receipt.Checkpoint;
import city.datastore.audit.verify.receipt.Note;
import city.datastore.audit.verify.receipt.RefusedException;
import city.datastore.audit.verify.receipt.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the log claims of itself: the head with the checkpoint signed for it, the one that is served
 * with all signatures, and one that somebody kept from earlier. Finds what is wrong with them
 * before any entry is looked at.
 */
final class Claims {
    /** A checkpoint whose signature holds, and which one it is. */
    private record Earlier(String which, Checkpoint checkpoint) {}

    private final @Nullable HeadRow head;
    private final @Nullable Checkpoint signed;
    private final List<Earlier> earlier = new ArrayList<>();
    private final Trust trust;
    private final Findings findings;

    /**
     * @param cosigned the row of the checkpoint that is served, if there is one
     * @param kept a checkpoint that somebody kept, or null
     */
    Claims(
            @Nullable HeadRow head,
            @Nullable HeadRow cosigned,
            @Nullable String kept,
            Trust trust,
            Findings findings) {
        this.head = head;
        this.trust = trust;
        this.findings = findings;
        if (head == null) {
            findings.add(Kind.MISSING, "the head of the log is missing from audit.head");
        }
        signed = head == null ? null : claimed("newest", "head", head);
        if (cosigned != null) {
            add("served", claimed("served", "row in audit.cosigned", cosigned));
        }
        if (kept != null) {
            add("kept", accepted("kept", kept, null));
        }
    }

    private void add(String which, @Nullable Checkpoint checkpoint) {
        if (checkpoint != null) {
            earlier.add(new Earlier(which, checkpoint));
        }
    }

    private @Nullable Checkpoint claimed(String which, String place, HeadRow row) {
        String note = row.checkpoint();
        if (note == null) {
            if (row.size() != 0) {
                findings.add(
                        Kind.BAD_SIGNATURE,
                        Finding.NO_INDEX,
                        row.signedAt(),
                        "the %s, of %d entries, carries no checkpoint"
                                .formatted(place, row.size()));
            }
            return null;
        }
        Checkpoint checkpoint = accepted(which, note, row.signedAt());
        if (checkpoint != null
                && (row.size() != checkpoint.size()
                        || !Objects.equals(checkpoint.root(), row.root()))) {
            findings.add(
                    Kind.ROOT_MISMATCH,
                    Finding.NO_INDEX,
                    row.signedAt(),
                    "the %s says %d entries and the root %s, the checkpoint in it %d and %s"
                            .formatted(
                                    place,
                                    row.size(),
                                    row.root(),
                                    checkpoint.size(),
                                    checkpoint.root()));
        }
        return checkpoint;
    }

    private @Nullable Checkpoint accepted(String which, String note, @Nullable Instant at) {
        String size = "";
        try {
            Note read = Note.parse(note);
            size = ", of %d entries by its own words,".formatted(read.checkpoint().size());
            return trust.accept(read).checkpoint();
        } catch (RefusedException e) {
            findings.add(
                    Kind.BAD_SIGNATURE,
                    Finding.NO_INDEX,
                    at,
                    "the %s checkpoint%s is refused: %s".formatted(which, size, e.getMessage()));
            return null;
        }
    }

    /** How many entries there have to be; what is signed counts more than what is not. */
    long size() {
        return signed != null ? signed.size() : head == null ? Long.MAX_VALUE : head.size();
    }

    /** The root that they have to have, if anything says so. */
    @Nullable Hash root() {
        return signed != null ? signed.root() : head == null ? null : head.root();
    }

    List<Long> sizes() {
        List<Long> sizes = new ArrayList<>(List.of(size()));
        earlier.forEach(each -> sizes.add(each.checkpoint().size()));
        return sizes;
    }

    /** Holds the entries against the claims, once all of them have been seen. */
    void settle(RegrownLog log) {
        Hash root = root();
        if (root != null && !log.hadRoot(size(), root)) {
            findings.add(
                    Kind.ROOT_MISMATCH,
                    Finding.NO_INDEX,
                    head == null ? null : head.signedAt(),
                    log.isCut()
                            ? "the root cannot be worked out, because entries are missing"
                            : "the entries do not lead to the %s root %s of %d entries"
                                    .formatted(signed == null ? "stored" : "signed", root, size()));
        }
        for (Earlier each : earlier) {
            Checkpoint checkpoint = each.checkpoint();
            if (checkpoint.size() > size()) {
                findings.add(
                        Kind.SHRUNK,
                        size(),
                        null,
                        "the %s checkpoint was signed for %d entries, now there are %d"
                                .formatted(each.which(), checkpoint.size(), size()));
            } else if (!log.hadRoot(checkpoint.size(), checkpoint.root()) && !log.isCut()) {
                findings.add(
                        Kind.SHRUNK,
                        "the log does not continue the %s checkpoint: its first %d entries are not those that were signed"
                                .formatted(each.which(), checkpoint.size()));
            }
        }
    }
}
