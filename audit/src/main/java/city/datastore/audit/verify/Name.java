package city.datastore.audit.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name of a field as it lies in JSON, from its quotation mark to its colon, and the names that
 * have come after it. Events have few shapes: what comes next is mostly what came next before, and
 * is known by its bytes without being read again. Not for several threads.
 */
final class Name {
    /** How many bytes have to lie where a name is looked for, its own and any that follow. */
    static final int ROOM = 3 * Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int length;
    private final long order;
    private final Word word;
    private final long first;
    private final long second;
    private final long third;
    private final long ofFirst;
    private final long ofSecond;
    private final long ofThird;
    private @Nullable Name next;
    private @Nullable Name sibling;

    /**
     * @param length with its quotation marks and the colon, at most {@value #ROOM}
     * @param order its first eight characters as a number that grows with the text
     */
    Name(byte[] in, int from, int length, long order, Word word) {
        this.length = length;
        this.order = order;
        this.word = word;
        byte[] own = Arrays.copyOf(Arrays.copyOfRange(in, from, from + length), ROOM);
        byte[] mask = new byte[ROOM];
        Arrays.fill(mask, 0, length, (byte) -1);
        first = eight(own, 0);
        second = eight(own, Long.BYTES);
        third = eight(own, 2 * Long.BYTES);
        ofFirst = eight(mask, 0);
        ofSecond = eight(mask, Long.BYTES);
        ofThird = eight(mask, 2 * Long.BYTES);
    }

    /** What the first name of an event comes after. */
    static Name beginning() {
        return new Name(new byte[0], 0, 0, 0, Word.OTHER);
    }

    private static long eight(byte[] in, int at) {
        return (long) EIGHT_BYTES.get(in, at);
    }

    /** The name that begins here, if it has come after this one before. */
    @Nullable Name known(byte[] in, int at) {
        for (Name each = next; each != null; each = each.sibling) {
            if (each.is(in, at)) {
                return each;
            }
        }
        return null;
    }

    private boolean is(byte[] in, int at) {
        return (((eight(in, at) ^ first) & ofFirst)
                        | ((eight(in, at + Long.BYTES) ^ second) & ofSecond)
                        | ((eight(in, at + 2 * Long.BYTES) ^ third) & ofThird))
                == 0;
    }

    /** That one came after this one. */
    void remember(Name after) {
        after.sibling = next;
        next = after;
    }

    /** How many bytes it has with its quotation marks and the colon. */
    int length() {
        return length;
    }

    /** Its first eight characters as a number that grows with the text. */
    long order() {
        return order;
    }

    Word word() {
        return word;
    }
}
