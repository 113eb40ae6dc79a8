package city.datastore.audit.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the bytes in a text of JSON that are to be looked at: quotation marks, backslashes, control
 * characters and what is no ASCII. It goes by eight bytes at a time, most of which are none.
 */
final class SpecialBytes {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    private SpecialBytes() {}

    /** Where the next one is, from that place; near the end of the array, a place before it. */
    static int next(byte[] bytes, int from) {
        int i = from;
        while (i <= bytes.length - Long.BYTES) {
            long special = among((long) EIGHT_BYTES.get(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            i += Long.BYTES;
        }
        return i;
    }

    /**
     * Has a bit set at the first byte, from the lowest, that is special. A borrow can set bits
     * above that byte, never below.
     */
    private static long among(long eight) {
        long quote = eight ^ '"' * EACH;
        long backslash = eight ^ '\\' * EACH;
        return (((quote - EACH) & ~quote)
                        | ((backslash - EACH) & ~backslash)
                        | ((eight - ' ' * EACH) & ~eight)
                        | eight)
                & HIGHEST;
    }
}
