package city.datastore.audit.log;

import java.time.Instant;
import java.util.Arrays;

/** Signs notes by one key. Safe for several threads. */
public sealed interface NoteSigner permits SigningKey {
    /** The key by which the signatures are checked. */
    VerifierKey verifierKey();

    /**
     * Signs the text of a note. Whoever signs checkpoints answers for it that each continues the
     * one before.
     *
     * @param text with the newline at its end; a cosignature is made on a checkpoint only, and one
     *     by ML-DSA-44 on one without extension lines only
     * @param at the time that a cosignature says, in whole seconds; not used by plain Ed25519
     * @throws LogFormatException when a key of this kind cannot sign such a text
     */
    NoteSignature sign(String text, Instant at);

    /** A note with the signatures of these signers, in their order. */
    static SignedNote note(String text, Instant at, NoteSigner... signers) {
        return new SignedNote(
                text, Arrays.stream(signers).map(signer -> signer.sign(text, at)).toList());
    }
}
