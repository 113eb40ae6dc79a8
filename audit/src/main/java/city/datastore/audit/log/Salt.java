package city.datastore.audit.log;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Thirty-two random bytes, new for each event. Whoever has the event and its salt can find the
 * event in the log; whoever lacks the salt learns nothing from the log. Shown to nobody who may not
 * see the event.
 */
public final class Salt {
    /** How many bytes a salt has. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Salt(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A new salt. */
    public static Salt random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Salt(bytes);
    }

    /**
     * The salt with these bytes.
     *
     * @throws LogFormatException unless there are {@value #BYTES} of them
     */
    public static Salt of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new LogFormatException("a salt has 32 bytes, here are " + bytes.length);
        }
        return new Salt(bytes.clone());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Never shows the bytes. */
    @Override
    public String toString() {
        return "Salt";
    }
}
