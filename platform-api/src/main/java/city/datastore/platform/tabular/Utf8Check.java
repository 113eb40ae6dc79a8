package city.datastore.platform.tabular;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether the bytes so far, in however many pieces, are valid UTF-8 (Unicode 15, table 3-7). */
final class Utf8Check {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private boolean valid = true;
    private int missing;
    private int low = 0x80;
    private int high = 0xBF;

    void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (valid && i < end) {
            if (missing == 0) {
                i = afterAscii(bytes, i, end);
            }
            if (i < end) {
                next(bytes[i++] & 0xFF);
            }
        }
    }

    /** Position of the first byte that is not ASCII, or the end; eight at a time. */
    private static int afterAscii(byte[] bytes, int from, int end) {
        int i = from;
        while (i <= end - 8 && ((long) EIGHT.get(bytes, i) & NOT_ASCII) == 0) {
            i += 8;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private void next(int b) {
        if (missing > 0) {
            valid = b >= low && b <= high;
            missing--;
            low = 0x80;
            high = 0xBF;
            return;
        }
        switch (b) {
            case 0xE0 -> low = 0xA0;
            case 0xED -> high = 0x9F;
            case 0xF0 -> low = 0x90;
            case 0xF4 -> high = 0x8F;
            default -> {}
        }
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
        } else {
            valid = false;
        }
    }

    /** If nothing more comes. */
    boolean atEnd() {
        return valid && missing == 0;
    }
}
