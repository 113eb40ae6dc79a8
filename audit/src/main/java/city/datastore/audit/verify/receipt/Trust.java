package city.datastore.audit.verify.receipt;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose checkpoints are believed: logs by their keys, and which witnesses have to have cosigned.
 */
public final class Trust {
    private final List<TrustedKey> logs;
    private final List<TrustedKey> witnesses;
    private final Predicate<Set<TrustedKey>> quorum;

    Trust(List<TrustedKey> logs, List<TrustedKey> witnesses, Predicate<Set<TrustedKey>> quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.quorum = quorum;
    }

    /**
     * A checkpoint that is believed.
     *
     * @param signers the keys of the log whose signatures hold
     * @param cosigners the keys of witnesses whose signatures hold
     */
    public record Accepted(
            Checkpoint checkpoint, List<TrustedKey> signers, List<TrustedKey> cosigners) {}

    /** Believes a log by any of its keys, and asks for no witness. */
    public static Trust keys(List<TrustedKey> keys) {
        return new Trust(keys, List.of(), _ -> true);
    }

    /**
     * Believes whom this policy file names (c2sp.org/tlog-policy).
     *
     * @throws RefusedException when it is no policy
     */
    public static Trust policy(byte[] file) {
        return new PolicyFile().read(file);
    }

    /**
     * The checkpoint of a note, if it is to be believed.
     *
     * @throws RefusedException when it is not
     */
    public Accepted accept(Note note) {
        Set<TrustedKey> good = new LinkedHashSet<>();
        for (TrustedKey key : all()) {
            for (Note.Line line : note.lines()) {
                if (key.named(line)) {
                    if (!key.holds(note, line)) {
                        throw RefusedException.untrue(
                                "The signature by "
                                        + key.described()
                                        + " does not hold: the checkpoint was changed after it was"
                                        + " signed.");
                    }
                    good.add(key);
                }
            }
        }
        Checkpoint checkpoint = note.checkpoint();
        List<TrustedKey> signers = logs.stream().filter(good::contains).toList();
        if (signers.isEmpty()) {
            throw RefusedException.untrue(
                    "The checkpoint is not signed by a key that you trust. It names the log "
                            + checkpoint.origin()
                            + ".");
        }
        if (signers.stream().noneMatch(key -> key.name().equals(checkpoint.origin()))) {
            throw RefusedException.untrue(
                    "The checkpoint names the log "
                            + checkpoint.origin()
                            + ", and the key that signed it belongs to another.");
        }
        List<TrustedKey> cosigners = witnesses.stream().filter(good::contains).toList();
        if (!quorum.test(new HashSet<>(cosigners))) {
            throw RefusedException.untrue(
                    "Too few witnesses have cosigned the checkpoint: the policy asks for more than"
                            + " the %d that have.".formatted(cosigners.size()));
        }
        return new Accepted(checkpoint, signers, cosigners);
    }

    /**
     * Checks that a trusted log has signed a note with exactly this text, which is no checkpoint.
     *
     * @param origin the log that has to have signed it
     * @throws RefusedException when it has not
     */
    public void vouched(byte[] note, String text, String origin) {
        Note read = Note.read(Plain.text(note, Note.MAX_BYTES, "note"));
        boolean signed =
                read.text().equals(text)
                        && logs.stream()
                                .filter(key -> !key.cosigns() && key.name().equals(origin))
                                .anyMatch(key ->
                                        read.lines().stream()
                                                .anyMatch(line ->
                                                        key.named(line) && key.holds(read, line)));
        if (!signed) {
            throw RefusedException.untrue(
                    "No Ed25519 key of the log " + origin + " that you trust has signed it.");
        }
    }

    private Set<TrustedKey> all() {
        Set<TrustedKey> all = new LinkedHashSet<>(logs);
        all.addAll(witnesses);
        return all;
    }
}
