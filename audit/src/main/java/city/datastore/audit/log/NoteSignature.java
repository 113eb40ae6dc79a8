package city.datastore.audit.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** One signature line of a note: who signed, by which key, and the signature's bytes. */
public final class NoteSignature {
    private static final String DASH = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    /**
     * @throws LogFormatException when this cannot be a key name, or there is no signature
     */
    public NoteSignature(String name, int keyId, byte[] signature) {
        this.name = Wording.keyName(name);
        this.keyId = keyId;
        this.signature = signature.clone();
        if (signature.length == 0) {
            throw new LogFormatException("a signature of a note has no bytes");
        }
    }

    /** The name of the key that signed. */
    public String name() {
        return name;
    }

    /** The id of the key that signed. */
    public int keyId() {
        return keyId;
    }

    /** A copy of the signature's bytes, without the key id. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The line, with its newline. */
    public String line() {
        byte[] blob =
                ByteBuffer.allocate(Integer.BYTES + signature.length)
                        .putInt(keyId)
                        .put(signature)
                        .array();
        return DASH + name + " " + Wording.base64(blob) + "\n";
    }

    /**
     * The signature that this line holds.
     *
     * @param line without its newline
     * @throws LogFormatException when it is no signature line
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw new LogFormatException(
                    "a signature line is a dash, a key name and base64, with a space between each");
        }
        ByteBuffer blob = ByteBuffer.wrap(Wording.base64(line.substring(space + 1), "signature"));
        if (blob.remaining() <= Integer.BYTES) {
            throw new LogFormatException("a signature of a note has no bytes");
        }
        int keyId = blob.getInt();
        byte[] signature = new byte[blob.remaining()];
        blob.get(signature);
        return new NoteSignature(line.substring(DASH.length(), space), keyId, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && keyId == that.keyId
                && name.equals(that.name)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * keyId + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(keyId);
    }
}
