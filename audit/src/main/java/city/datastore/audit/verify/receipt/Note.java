package city.datastore.audit.verify.receipt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A checkpoint with its signatures (c2sp.org/signed-note); it means nothing before {@link
 * Trust#accept}.
 */
public final class Note {
    static final int MAX_BYTES = 512 * 1024;

    private static final int MAX_SIGNATURES = 64;
    private static final String DASH = "\u2014 ";

    private final String text;
    private final List<Line> lines;

    private Note(String text, List<Line> lines) {
        this.text = text;
        this.lines = lines;
    }

    /** A signature line. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Line(String signer, byte[] keyId, byte[] signature) {}

    /**
     * The note that these bytes are.
     *
     * @throws RefusedException when they are none
     */
    public static Note parse(byte[] bytes) {
        return parse(Plain.text(bytes, MAX_BYTES, "checkpoint"));
    }

    /**
     * The note that this text is.
     *
     * @throws RefusedException when it is none
     */
    public static Note parse(String note) {
        Note read = read(note);
        var _ = read.checkpoint();
        return read;
    }

    /**
     * The note that this text is, whatever it says.
     *
     * @throws RefusedException when it is none
     */
    static Note read(String note) {
        if (note.length() > MAX_BYTES || note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw RefusedException.unreadable(
                    "The checkpoint is too long or holds control characters.");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || note.length() == blank + 2) {
            throw RefusedException.unreadable(
                    "The checkpoint has no signatures after an empty line: it was cut off.");
        }
        List<Line> lines = new ArrayList<>();
        String[] signatures = note.substring(blank + 2, note.length() - 1).split("\n", -1);
        if (signatures.length > MAX_SIGNATURES) {
            throw RefusedException.unreadable("A checkpoint has at most 64 signatures.");
        }
        for (String line : signatures) {
            lines.add(line(line));
        }
        return new Note(note.substring(0, blank + 1), lines);
    }

    private static Line line(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw RefusedException.unreadable(
                    "A signature is a line with a dash, a name and base64; the checkpoint has another.");
        }
        byte[] blob = Plain.base64(line.substring(space + 1), "signature");
        if (blob.length <= 4) {
            throw RefusedException.unreadable("A signature of the checkpoint is empty.");
        }
        return new Line(
                Plain.keyName(line.substring(DASH.length(), space)),
                Arrays.copyOf(blob, 4),
                Arrays.copyOfRange(blob, 4, blob.length));
    }

    String text() {
        return text;
    }

    /**
     * What it says of the log.
     *
     * @throws RefusedException when it is no checkpoint
     */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(text);
    }

    List<Line> lines() {
        return lines;
    }
}
