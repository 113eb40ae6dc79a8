package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.time.Instant;
import java.util.List;

/**
 * Signs the checkpoints of one log, by all of its keys. Safe for several threads.
 *
 * @param origin the log's name, which every key has too
 * @param signers the Ed25519 key first
 */
public record CheckpointSigner(String origin, List<NoteSigner> signers) {
    public CheckpointSigner {
        signers = List.copyOf(signers);
        if (signers.isEmpty()) {
            throw new LogFormatException("a log has at least one key");
        }
    }

    /** The signed note for a tree of this size and root. */
    public SignedNote sign(long size, Hash root, Instant at) {
        return NoteSigner.note(
                new Checkpoint(origin, size, root).text(), at, signers.toArray(NoteSigner[]::new));
    }

    /** The keys by which anyone checks what was signed. */
    public List<VerifierKey> keys() {
        return signers.stream().map(NoteSigner::verifierKey).toList();
    }

    /** Whether this note carries a good signature by each of the keys. */
    public boolean signed(String note) {
        try {
            return SignedNote.parse(note).verify(keys()).size() == signers.size();
        } catch (LogFormatException | NoteException _) {
            return false;
        }
    }
}
