package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a file tells: delimiter, header row, column names.
 *
 * <p>The header is the first of the first {@value CsvLimits#HEAD_ROWS} rows whose names contain
 * every declared column. If no row does, or none are declared, it is the first row of which more
 * than two thirds of the table's width has text. (The plain rule "the first row without a blank
 * cell" would take a row of data for the header where a published header has a blank cell.)
 */
final class CsvHead {
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] start;
    private final InputStream rest;
    private final boolean bom;
    private final Candidate candidate;

    private CsvHead(byte[] start, InputStream rest, boolean bom, Candidate candidate) {
        this.start = start;
        this.rest = rest;
        this.bom = bom;
        this.candidate = candidate;
    }

    /**
     * Reads at most {@link CsvLimits#HEAD_BYTES} bytes.
     *
     * @param declared the dataset's column names; may be empty
     * @throws TabularException.NotATable if there is no table
     * @throws TabularException.TooLarge if a row has too many cells
     */
    static CsvHead read(InputStream in, List<String> declared) throws IOException {
        byte[] start = in.readNBytes(CsvLimits.HEAD_BYTES);
        boolean whole = start.length < CsvLimits.HEAD_BYTES;
        refuseOtherFormats(start);
        boolean bom = Arrays.mismatch(start, BOM) == BOM.length || Arrays.equals(start, BOM);
        byte[] text = bom ? Arrays.copyOfRange(start, BOM.length, start.length) : start;
        Set<String> wanted = Set.copyOf(declared.stream().map(ColumnName::tidy).toList());
        List<Candidate> candidates = new ArrayList<>();
        for (Delimiter delimiter : Delimiter.values()) {
            candidates.add(Candidate.of(delimiter, HeadRows.read(text, delimiter, whole)));
        }
        Candidate best =
                best(candidates, wanted)
                        .orElseThrow(() ->
                                new TabularException.NotATable(
                                        "no header row among its first "
                                                + CsvLimits.HEAD_ROWS
                                                + " rows"));
        return new CsvHead(text, in, bom, best);
    }

    private static void refuseOtherFormats(byte[] start) {
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
            throw new TabularException.NotATable(
                    "it is encoded in UTF-16; save it as CSV in UTF-8");
        }
        if (startsWith(start, 'P', 'K', 3, 4)) {
            throw new TabularException.NotATable(
                    "it is a spreadsheet or another zipped file; save it as CSV");
        }
        for (byte b : start) {
            if (b == 0) {
                throw new TabularException.NotATable("it has bytes that no text has");
            }
        }
    }

    private static boolean startsWith(byte[] start, int... prefix) {
        if (start.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (start[i] != (byte) prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Candidate> best(List<Candidate> candidates, Set<String> wanted) {
        Candidate best = null;
        for (Candidate candidate : candidates) {
            Candidate found = candidate.withHeader(wanted);
            if (found != null && (best == null || found.isBetterThan(best))) {
                best = found;
            }
        }
        return Optional.ofNullable(best);
    }

    Delimiter delimiter() {
        return candidate.delimiter;
    }

    boolean hasBom() {
        return bom;
    }

    /** Position of the header among the rows, from 0, empty lines counted. */
    int headerRow() {
        return candidate.headerRow;
    }

    /** Unique names, see {@link ColumnNames}. */
    List<String> columns() {
        return candidate.columns;
    }

    /** The header's cells, tidy, in the order of the columns; of several the same, perhaps. */
    List<String> headings() {
        var cells = candidate.rows.get(candidate.headerRow);
        return Candidate.texts(cells).stream().map(ColumnName::tidy).toList();
    }

    /** The file's own line end, as of its first line. */
    String lineEnd() {
        for (int i = 0; i < start.length; i++) {
            if (start[i] == '\n') {
                return "\n";
            }
            if (start[i] == '\r') {
                return i + 1 < start.length && start[i + 1] == '\n' ? "\r\n" : "\r";
            }
        }
        return "\n";
    }

    /** The whole file from its first byte, without the byte order mark. */
    ByteReader reader() {
        return new ByteReader(new SequenceInputStream(new ByteArrayInputStream(start), rest));
    }

    /** The rows as one delimiter cuts them. */
    private static final class Candidate {
        private final Delimiter delimiter;
        private final List<List<String>> rows;
        private final int width;
        private final double share;
        private final boolean declared;
        private final int headerRow;
        private final List<String> columns;

        private Candidate(
                Delimiter delimiter,
                List<List<String>> rows,
                int width,
                double share,
                boolean declared,
                int headerRow,
                List<String> columns) {
            this.delimiter = delimiter;
            this.rows = rows;
            this.width = width;
            this.share = share;
            this.declared = declared;
            this.headerRow = headerRow;
            this.columns = columns;
        }

        static Candidate of(Delimiter delimiter, List<List<String>> rows) {
            TreeMap<Integer, Integer> widths = new TreeMap<>();
            rows.stream()
                    .filter(row -> !row.isEmpty())
                    .forEach(row -> widths.merge(row.size(), 1, Integer::sum));
            int width = 0;
            int count = 0;
            for (var entry : widths.entrySet()) {
                if (entry.getValue() >= count) {
                    width = entry.getKey();
                    count = entry.getValue();
                }
            }
            int filled = widths.values().stream().mapToInt(Integer::intValue).sum();
            double share = filled == 0 ? 0 : (double) count / filled;
            return new Candidate(delimiter, rows, width, share, false, -1, List.of());
        }

        @Nullable Candidate withHeader(Set<String> wanted) {
            if (!wanted.isEmpty()) {
                for (int i = 0; i < rows.size(); i++) {
                    List<String> names = names(rows.get(i));
                    if (new HashSet<>(names).containsAll(wanted)) {
                        return new Candidate(delimiter, rows, width, share, true, i, names);
                    }
                }
            }
            if (width < 2 || share < 0.5) {
                return null;
            }
            for (int i = 0; i < rows.size(); i++) {
                List<String> row = rows.get(i);
                long text = row.stream().filter(cell -> !ColumnName.tidy(cell).isEmpty()).count();
                if (text >= 2 && 3 * text > 2L * width) {
                    return new Candidate(delimiter, rows, width, share, false, i, names(row));
                }
            }
            return null;
        }

        boolean isBetterThan(Candidate other) {
            if (declared != other.declared) {
                return declared;
            }
            return share * Math.min(width, 2) != other.share * Math.min(other.width, 2)
                    ? share * Math.min(width, 2) > other.share * Math.min(other.width, 2)
                    : width > other.width;
        }

        private static List<String> names(List<String> row) {
            return ColumnNames.of(texts(row));
        }

        private static List<String> texts(List<String> row) {
            Charset charset = charset(row);
            return row.stream()
                    .map(cell -> new String(cell.getBytes(StandardCharsets.ISO_8859_1), charset))
                    .toList();
        }

        private static Charset charset(List<String> row) {
            for (String cell : row) {
                Utf8Check check = new Utf8Check();
                byte[] bytes = cell.getBytes(StandardCharsets.ISO_8859_1);
                check.update(bytes, 0, bytes.length);
                if (!check.atEnd()) {
                    return TextEncoding.WINDOWS_1252.charset();
                }
            }
            return StandardCharsets.UTF_8;
        }
    }
}
