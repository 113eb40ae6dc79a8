package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a log says of itself at one moment: who it is, how many entries it has, and its root
 * (c2sp.org/tlog-checkpoint, Note text).
 *
 * @param origin the log's name
 * @param size how many entries it has
 * @param root the root over them
 * @param extensions lines that other logs may add; ours adds none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    /** Most bytes that an origin may have, because ML-DSA-44 cosignatures allow no more. */
    public static final int MAX_ORIGIN_BYTES = 255;

    private static final int MAX_EXTENSIONS = 16;

    /**
     * @throws LogFormatException when the origin or an extension cannot be a line, or the size is
     *     negative
     */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        line(origin, "origin");
        extensions.forEach(extension -> line(extension, "extension line"));
        if (origin.getBytes(StandardCharsets.UTF_8).length > MAX_ORIGIN_BYTES) {
            throw new LogFormatException("the origin has more than 255 bytes");
        }
        if (size < 0) {
            throw new LogFormatException("the size of a log cannot be " + size);
        }
        if (extensions.size() > MAX_EXTENSIONS) {
            throw new LogFormatException("a checkpoint has more than 16 extension lines");
        }
    }

    /** A checkpoint without extension lines. */
    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    private static void line(String text, String what) {
        if (text.isEmpty()
                || text.chars().anyMatch(c -> c < 0x20)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new LogFormatException(
                    "the " + what + " of a checkpoint has to be one line that is not empty");
        }
    }

    /** The note text, with the newline at its end. */
    public String text() {
        StringBuilder text = new StringBuilder(128);
        text.append(origin).append('\n').append(size).append('\n');
        text.append(root.base64()).append('\n');
        extensions.forEach(extension -> text.append(extension).append('\n'));
        return text.toString();
    }

    /**
     * The checkpoint that this note text is.
     *
     * @throws LogFormatException when it is not exactly as {@link #text} writes it
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new LogFormatException("a checkpoint has to end with a newline");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (lines.length < 3) {
            throw new LogFormatException("a checkpoint has at least three lines");
        }
        return new Checkpoint(
                lines[0],
                Wording.number(lines[1], "size of a checkpoint"),
                Wording.hash(lines[2], "root of a checkpoint"),
                Arrays.asList(lines).subList(3, lines.length));
    }
}
