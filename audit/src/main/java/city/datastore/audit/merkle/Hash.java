package city.datastore.audit.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash: 32 bytes that do not change. */
public final class Hash {
    /** How many bytes a hash has. */
    public static final int BYTES = 32;

    private static final int BASE64_LENGTH = 44;

    private final byte[] bytes;

    /** Takes the array as it is; nobody else may hold it. */
    Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash with these bytes.
     *
     * @throws IllegalArgumentException unless there are {@value #BYTES} of them
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a hash has " + BYTES + " bytes, here are " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash whose bytes start at this place. */
    public static Hash of(byte[] from, int offset) {
        if (offset < 0 || from.length - offset < BYTES) {
            throw new IllegalArgumentException(
                    "a hash has " + BYTES + " bytes, fewer are left at " + offset);
        }
        return new Hash(Arrays.copyOfRange(from, offset, offset + BYTES));
    }

    /**
     * The hash in standard base64 with its padding (RFC 4648 §4), in the one form that {@link
     * #base64} writes.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Hash parseBase64(String text) {
        if (text.length() == BASE64_LENGTH) {
            Hash hash = of(Base64.getDecoder().decode(text));
            if (hash.base64().equals(text)) {
                return hash;
            }
        }
        throw new IllegalArgumentException(
                "a hash in base64 has " + BASE64_LENGTH + " characters and unused bits of zero");
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the bytes at this place. */
    public void copyTo(byte[] into, int offset) {
        System.arraycopy(bytes, 0, into, offset, BYTES);
    }

    /** In standard base64, 44 characters. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** In lower-case hexadecimal, 64 characters. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
