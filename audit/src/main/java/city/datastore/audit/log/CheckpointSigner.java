package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs the checkpoints of one log: at once by its first key, and later by its others, which take
 * longer. Safe for several threads.
 *
 * @param origin the log's name, which every key has too
 * @param signers the Ed25519 key first
 */
public record CheckpointSigner(String origin, List<NoteSigner> signers) {
    private static final String VOUCHED = "city-datastore/evidence-certificate/v1\n";

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

    /**
     * The note by which the log vouches, with its first key, for the certificate that signs its
     * evidence packs. It is never a checkpoint: a checkpoint's second line is a number, this one's
     * is the log's name.
     *
     * @param certificateSha256 of the certificate's DER form
     */
    public SignedNote vouch(Hash certificateSha256, Instant at) {
        String text = VOUCHED + origin + "\n" + certificateSha256.base64() + "\n";
        return NoteSigner.note(text, at, signers.getFirst());
    }

    /** The keys by which anyone checks what was signed. */
    public List<VerifierKey> keys() {
        return signers.stream().map(NoteSigner::verifierKey).toList();
    }

    /** Whether this note carries a good signature by the first key. */
    public boolean signed(String note) {
        return signatures(note, keys().subList(0, 1)) == 1;
    }

    /**
     * Whether this note carries a good signature by the first key, and is the checkpoint of exactly
     * this tree. A note that is not there is none.
     */
    public boolean signed(@Nullable String note, long size, Hash root) {
        return note != null
                && signed(note)
                && SignedNote.parse(note).text().equals(new Checkpoint(origin, size, root).text());
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
