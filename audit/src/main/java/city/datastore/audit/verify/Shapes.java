package city.datastore.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of events that were read through and are sound: what their JSON has around the values
 * that are looked at each time. Events have few shapes. One whose bytes around such values are
 * those of a sound event has its names, their order and its nesting; they are compared then, and
 * not read again. Not for several threads.
 */
final class Shapes {
    // whatever the events are like, looking for a shape takes little time and memory
    private static final int MAX_PIECES = 10_000;
    private static final int MAX_FOLLOWING = 16;
    private static final int MAX_VALUES = 100;

    /** All bytes from the end of a value up to where the next one begins. */
    static final class Piece {
        private final byte[] bytes;
        private final Value value;
        private final List<Piece> following = new ArrayList<>(2);

        private Piece(byte[] bytes, Value value) {
            this.bytes = bytes;
            this.value = value;
        }

        /** The piece that lies here, if it came after this one in a sound event. */
        @Nullable Piece following(byte[] in, int at, int end) {
            for (int i = 0; i < following.size(); i++) {
                Piece each = following.get(i);
                if (each.isAt(in, at, end)) {
                    return each;
                }
            }
            return null;
        }

        private boolean isAt(byte[] in, int at, int end) {
            int length = bytes.length;
            return end - at >= length && Arrays.equals(in, at, at + length, bytes, 0, length);
        }

        int length() {
            return bytes.length;
        }

        /** The value that comes after it. */
        Value value() {
            return value;
        }
    }

    private final Piece beginning = new Piece(new byte[0], Value.END);
    private final Value[] values = new Value[MAX_VALUES];
    private final int[] starts = new int[MAX_VALUES];
    private final int[] ends = new int[MAX_VALUES];
    private int noted;
    private int pieces;

    /** What the first piece of every event comes after. */
    Piece beginning() {
        return beginning;
    }

    /** Another event is read. */
    void forget() {
        noted = 0;
    }

    /** In the event that is read, this value lies here. */
    void note(Value value, int start, int end) {
        if (noted < MAX_VALUES) {
            values[noted] = value;
            starts[noted] = start;
            ends[noted] = end;
        }
        noted++;
    }

    /** The event that was read, and lies here, is sound. */
    void remember(byte[] in, int start, int end) {
        Piece piece = noted <= MAX_VALUES ? beginning : null;
        int at = start;
        for (int i = 0; i < noted && piece != null; i++) {
            piece = after(piece, Arrays.copyOfRange(in, at, starts[i]), values[i]);
            at = ends[i];
        }
        if (piece != null) {
            var _ = after(piece, Arrays.copyOfRange(in, at, end), Value.END);
        }
    }

    /** The piece with these bytes after that one, which is made if there is room for it. */
    private @Nullable Piece after(Piece before, byte[] bytes, Value value) {
        for (Piece each : before.following) {
            if (each.value == value && Arrays.equals(each.bytes, bytes)) {
                return each;
            }
        }
        if (before.following.size() == MAX_FOLLOWING || pieces == MAX_PIECES) {
            return null;
        }
        pieces++;
        Piece made = new Piece(bytes, value);
        before.following.add(made);
        return made;
    }
}
