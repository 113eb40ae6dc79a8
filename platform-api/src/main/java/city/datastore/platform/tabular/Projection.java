package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Treatment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Some columns and rows of a CSV, treated as a plan says, and nothing else of it.
 *
 * <p>What comes out: the header and the rows below it that pass, cut to the wanted columns, in the
 * file's order; the file's delimiter, line end and byte order mark; each value in clear byte for
 * byte, quoted where it was quoted. What does not: anything above the header, empty lines, cells
 * beyond the header. A row that is too short gives empty values. A row that cannot be cut for sure
 * is refused.
 *
 * <p>Memory: one row and 64 KiB, whatever the file's size. For one thread, once.
 */
public final class Projection implements Release {
    private static final int BOM_BYTES = 3;

    private final CsvHead head;
    private final Plan plan;
    private final boolean[] wanted;
    private final Treatment[] treatments;

    private Projection(CsvHead head, Plan plan, boolean[] wanted, Treatment[] treatments) {
        this.head = head;
        this.plan = plan;
        this.wanted = wanted;
        this.treatments = treatments;
    }

    /** The same with those columns in clear, and every row. */
    public static Projection of(InputStream in, List<String> declared, Collection<String> columns)
            throws IOException {
        return of(in, declared, Plan.of(columns));
    }

    /**
     * Reads the beginning of the file and finds the columns; writes nothing yet, so that what is
     * missing is known before an answer has begun.
     *
     * @param declared the dataset's column names, by which the header is recognised; may be empty
     * @param plan its names are as in {@link Profile#columns}
     * @throws TabularException.MissingColumns if the file lacks a column that the plan names
     * @throws TabularException.NotATable if the file is no CSV (UTF-16, for one)
     * @throws TabularException.RepeatedColumn if several columns have one heading, and one is to
     *     leave clearer than another of them, or decides which rows leave
     * @throws TabularException.TooLarge if a row at the beginning has too many cells
     * @throws IllegalArgumentException if no column is wanted
     */
    public static Projection of(InputStream in, List<String> declared, Plan plan)
            throws IOException {
        List<String> named = plan.named();
        CsvHead head = CsvHead.read(in, declared);
        List<String> missing = new ArrayList<>();
        for (String column : named) {
            if (!head.columns().contains(ColumnName.tidy(column))) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty()) {
            throw new TabularException.MissingColumns(missing);
        }
        boolean[] wanted = new boolean[head.columns().size()];
        switch (plan.columns()) {
            case ColumnScope.All _ -> Arrays.fill(wanted, true);
            case ColumnScope.Only(var names) ->
                    names.forEach(
                            name -> wanted[head.columns().indexOf(ColumnName.tidy(name))] = true);
        }
        var byName = plan.protection().byTidyName();
        var treatments =
                head.columns().stream()
                        .map(name -> byName.getOrDefault(name, Treatment.CLEAR))
                        .toArray(Treatment[]::new);
        refuseRepeated(head, wanted, treatments);
        refuseRepeated(head, plan.deciding());
        return new Projection(head, plan, wanted, treatments);
    }

    /** Of columns with one heading, which one a treatment means is a guess. */
    private static void refuseRepeated(CsvHead head, boolean[] wanted, Treatment[] treatments) {
        List<String> headings = head.headings();
        var strictest = new HashMap<String, Treatment>();
        for (int i = 0; i < treatments.length; i++) {
            strictest.merge(headings.get(i), treatments[i], Treatment::stricter);
        }
        for (int i = 0; i < treatments.length; i++) {
            if (wanted[i] && treatments[i] != strictest.get(headings.get(i))) {
                throw TabularException.RepeatedColumn.clearer(headings.get(i));
            }
        }
    }

    /** Nor is it sure which one a condition means, or has the one person. */
    private static void refuseRepeated(CsvHead head, Collection<String> deciding) {
        List<String> headings = head.headings();
        for (String column : deciding) {
            String heading = headings.get(head.columns().indexOf(ColumnName.tidy(column)));
            if (Collections.frequency(headings, heading) > 1) {
                throw TabularException.RepeatedColumn.deciding(heading);
            }
        }
    }

    @Override
    public List<String> columns() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i]) {
                names.add(head.columns().get(i));
            }
        }
        return List.copyOf(names);
    }

    @Override
    public long writeTo(OutputStream out) throws IOException {
        if (head.hasBom()) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        Cut cut = new Cut(head, plan, wanted, treatments);
        CsvRows rows = new CsvRows(head.reader(), head.delimiter(), cut);
        try {
            while (rows.next()) {
                cut.flush(out);
            }
        } finally {
            // Whole rows before a fault are genuine and may go out; the faulty row never does.
            cut.flush(out);
        }
        return cut.rows;
    }

    @Override
    public FirstRows firstRows() {
        int bom = head.hasBom() ? BOM_BYTES : 0;
        return new FirstRows((in, rows) -> {
            in.skipNBytes(bom);
            var reading = new CsvRows(new ByteReader(in), head.delimiter(), cells(rows));
            while (reading.next()) {
                // the rows go where they were asked for
            }
        });
    }

    /** Of what was written: a header and the rows below it. */
    private CsvRows.Sink cells(Consumer<List<FirstRows.Cell>> rows) {
        var names = columns();
        return new CsvRows.Sink() {
            private List<FirstRows.Cell> row = new ArrayList<>();
            private boolean header = true;

            @Override
            public void cell(
                    long line, int column, char[] buffer, int offset, int length, boolean quoted) {
                if (!header) {
                    row.add(
                            new FirstRows.Cell(
                                    names.get(column), Values.text(buffer, offset, length)));
                }
            }

            @Override
            public boolean end(long line, int cells) {
                if (!header) {
                    rows.accept(List.copyOf(row));
                }
                header = false;
                row = new ArrayList<>();
                return false;
            }
        };
    }

    /** Collects whole rows and hands them on when enough have come together. */
    private static final class Cut extends TableRows {
        private static final int ENOUGH = 1 << 16;
        private static final byte[] MASK = Plan.MASK.getBytes(StandardCharsets.US_ASCII);

        private final byte delimiter;
        private final byte[] lineEnd;
        private final boolean[] wanted;
        private final Treatment[] treatments;
        private final Treatment[] treatmentsOfWanted;
        private final RowTest test;
        private final Pseudonyms pseudonyms;
        private final int wantedCount;
        private byte[] bytes = new byte[2 * ENOUGH];
        private int length;
        private int complete;
        private int written;
        private long rows = -1;

        Cut(CsvHead head, Plan plan, boolean[] wanted, Treatment[] treatments) {
            super(head);
            this.delimiter = (byte) head.delimiter().character();
            this.lineEnd = head.lineEnd().getBytes(StandardCharsets.US_ASCII);
            this.wanted = wanted;
            this.pseudonyms = plan.pseudonyms();
            this.test =
                    new RowTest(
                            plan,
                            wanted.length,
                            name -> head.columns().indexOf(ColumnName.tidy(name)));
            this.treatments = treatments;
            this.treatmentsOfWanted =
                    IntStream.range(0, wanted.length)
                            .filter(column -> wanted[column])
                            .mapToObj(column -> treatments[column])
                            .toArray(Treatment[]::new);
            this.wantedCount = treatmentsOfWanted.length;
        }

        @Override
        void value(int column, char[] buffer, int offset, int count, boolean quoted) {
            if (test.wants(column) && !isHeader()) {
                test.value(column, Values.text(buffer, offset, count));
            }
            if (!wanted[column]) {
                return;
            }
            if (treatments[column] != Treatment.CLEAR && !isHeader()) {
                treated(treatments[column], Values.text(buffer, offset, count), quoted);
                return;
            }
            // Twice the length if every character is a quote, two quotes, a delimiter, a line end.
            ensure(2 * count + 5);
            if (written++ > 0) {
                bytes[length++] = delimiter;
            }
            if (quoted || (count == 0 && wantedCount == 1)) {
                quoted(buffer, offset, count);
                return;
            }
            byte[] into = bytes;
            int at = length;
            for (int i = 0; i < count; i++) {
                into[at + i] = (byte) buffer[offset + i];
            }
            length = at + count;
        }

        /** Neither a mark nor a pseudonym has anything in it that would have to be quoted. */
        private void treated(Treatment treatment, String text, boolean quoted) {
            byte[] stands =
                    switch (treatment) {
                        case MASKED -> MASK;
                        case PSEUDONYMISED -> pseudonym(text);
                        case CLEAR -> throw new IllegalStateException("in clear");
                    };
            ensure(stands.length + 5);
            if (written++ > 0) {
                bytes[length++] = delimiter;
            }
            boolean quotes = quoted || (stands.length == 0 && wantedCount == 1);
            if (quotes) {
                bytes[length++] = '"';
            }
            System.arraycopy(stands, 0, bytes, length, stands.length);
            length += stands.length;
            if (quotes) {
                bytes[length++] = '"';
            }
        }

        /** An empty value stays empty: there is nothing to tell apart. */
        private byte[] pseudonym(String text) {
            String normal = Values.normal(text);
            return normal.isEmpty()
                    ? new byte[0]
                    : pseudonyms.of(normal).getBytes(StandardCharsets.US_ASCII);
        }

        private void quoted(char[] buffer, int offset, int count) {
            byte[] into = bytes;
            int at = length;
            into[at++] = '"';
            for (int i = offset; i < offset + count; i++) {
                char c = buffer[i];
                into[at++] = (byte) c;
                if (c == '"') {
                    into[at++] = '"';
                }
            }
            into[at++] = '"';
            length = at;
        }

        @Override
        boolean endOfRow(long line, int cells) {
            if (!test.none() && !isHeader() && !test.passes()) {
                length = complete;
                written = 0;
                return false;
            }
            fill();
            for (byte b : lineEnd) {
                bytes[length++] = b;
            }
            written = 0;
            complete = length;
            rows++;
            return complete >= ENOUGH;
        }

        /** What a row that is too short lacks: empty values, and marks where values are masked. */
        private void fill() {
            while (written < wantedCount) {
                if (treatmentsOfWanted[written] == Treatment.MASKED && !isHeader()) {
                    treated(Treatment.MASKED, "", false);
                    continue;
                }
                ensure(4);
                if (written++ > 0) {
                    bytes[length++] = delimiter;
                }
                if (wantedCount == 1) {
                    bytes[length++] = '"'; // a line with nothing on it would be no row
                    bytes[length++] = '"';
                }
            }
            ensure(4);
        }

        private void ensure(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }

        void flush(OutputStream out) throws IOException {
            out.write(bytes, 0, complete);
            length = 0;
            complete = 0;
        }
    }
}
