package city.datastore.audit.verify.receipt;

import city.datastore.audit.merkle.Hash;
import java.nio.charset.StandardCharsets;

/**
 * What a log says of itself: its name, how many entries it has, and the root over them.
 *
 * @param origin the log's name
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final int MAX_ORIGIN = 255;

    /** From the text of a note: three lines; ours has no more. */
    static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw RefusedException.unreadable(
                    "A checkpoint of this log has three lines: its name, its size and its root.");
        }
        int length = lines[0].getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_ORIGIN) {
            throw RefusedException.unreadable("The log's name has 1 to 255 bytes.");
        }
        return new Checkpoint(
                lines[0],
                Plain.number(lines[1], "checkpoint's size"),
                Plain.hash(lines[2], "checkpoint's root"));
    }
}
