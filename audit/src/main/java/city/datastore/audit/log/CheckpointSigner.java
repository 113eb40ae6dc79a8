package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.time.Instant;
import java.util.List;

/**
 * Signs the checkpoints of one log: at once by its first key, and later by its others, which take
 * longer. Safe for several threads.
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

    /** The note for a tree of this size and root, signed by the first key only. */
    public SignedNote sign(long size, Hash root, Instant at) {
        return NoteSigner.note(new Checkpoint(origin, size, root).text(), at, signers.getFirst());
    }

    /** The note with the signatures of the other keys after its own. */
    public SignedNote cosign(SignedNote note, Instant at) {
        return note.with(
                signers.stream().skip(1).map(signer -> signer.sign(note.text(), at)).toList());
    }

    /** The keys by which anyone checks what was signed. */
    public List<VerifierKey> keys() {
        return signers.stream().map(NoteSigner::verifierKey).toList();
    }

    /** Whether this note carries a good signature by the first key. */
    public boolean signed(String note) {
        return signatures(note, keys().subList(0, 1)) == 1;
    }

    /** Whether this note carries a good signature by each of the keys. */
    public boolean cosigned(String note) {
        return signatures(note, keys()) == signers.size();
    }

    private static int signatures(String note, List<VerifierKey> keys) {
        try {
            return SignedNote.parse(note).verify(keys).size();
        } catch (LogFormatException | NoteException _) {
            return 0;
        }
    }
}
