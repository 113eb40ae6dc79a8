package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes that a signature of each kind is made over. */
final class SignedMessage {
    private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_NAME_BYTES = 255;

    private SignedMessage() {}

    /**
     * The message, if there is one: a cosignature needs a time that is not negative and a text that
     * is a checkpoint; one by ML-DSA-44 a name of at most 255 bytes too.
     */
    static Optional<byte[]> of(String signer, SignatureType type, long time, String text) {
        if (type == SignatureType.ED25519) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        Optional<Checkpoint> checkpoint = checkpoint(text);
        if (time < 0 || checkpoint.isEmpty()) {
            return Optional.empty();
        }
        return type == SignatureType.ED25519_COSIGNATURE
                ? Optional.of(timed(time, text))
                : subtree(signer, time, checkpoint.get());
    }

    private static Optional<Checkpoint> checkpoint(String text) {
        try {
            return Optional.of(Checkpoint.parse(text));
        } catch (LogFormatException _) {
            return Optional.empty();
        }
    }

    /** Two lines and the text (c2sp.org/tlog-cosignature, Ed25519 signed message). */
    private static byte[] timed(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** A cosigned_message over the whole tree (c2sp.org/tlog-cosignature, ML-DSA-44). */
    private static Optional<byte[]> subtree(String signer, long time, Checkpoint checkpoint) {
        byte[] name = signer.getBytes(StandardCharsets.UTF_8);
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME_BYTES) {
            return Optional.empty();
        }
        int numbers = 3 * Long.BYTES;
        int length = SUBTREE.length + 1 + name.length + 1 + origin.length + numbers + Hash.BYTES;
        return Optional.of(
                ByteBuffer.allocate(length)
                        .put(SUBTREE)
                        .put((byte) name.length)
                        .put(name)
                        .putLong(time)
                        .put((byte) origin.length)
                        .put(origin)
                        .putLong(0)
                        .putLong(checkpoint.size())
                        .put(checkpoint.root().bytes())
                        .array());
    }
}
