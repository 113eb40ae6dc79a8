package city.datastore.platform.tabular;

import java.util.List;

/** A file that cannot be cut into the columns that were asked for; the message says why. */
public abstract sealed class TabularException extends RuntimeException {
    private TabularException(String message) {
        super(message);
    }

    /** Not a table that this room can read: UTF-16, a spreadsheet file, prose. */
    public static final class NotATable extends TabularException {
        NotATable(String why) {
            super("the file is not a CSV table that can be cut into columns: " + why);
        }
    }

    /** The header lacks columns that were asked for. */
    public static final class MissingColumns extends TabularException {
        private final transient List<String> columns;

        MissingColumns(List<String> columns) {
            super("the file has no column called " + String.join(", ", quoted(columns)));
            this.columns = List.copyOf(columns);
        }

        /** The names that the header lacks, in the order they were asked for. */
        public List<String> columns() {
            return columns;
        }

        private static List<String> quoted(List<String> names) {
            return names.stream().map(name -> "\"" + name + "\"").toList();
        }
    }

    /** Several columns have one heading, and which of them is meant is a guess. */
    public static final class RepeatedColumn extends TabularException {
        private RepeatedColumn(String heading, String what) {
            super("the file has more than one column called \"" + heading + "\", and " + what);
        }

        /** One is treated, and another one would leave clearer. */
        static RepeatedColumn clearer(String heading) {
            return new RepeatedColumn(
                    heading,
                    "what is masked or pseudonymised in one of them would leave clearer in"
                            + " another");
        }

        /** By one it is decided which rows leave, and another one may have other values. */
        static RepeatedColumn deciding(String heading) {
            return new RepeatedColumn(heading, "its values decide which rows may leave");
        }
    }

    /** A row breaks the rules of CSV or has more cells than the header. */
    public static final class Malformed extends TabularException {
        private final long line;

        Malformed(long line, String what) {
            super("the row that starts on line " + line + " " + what);
            this.line = line;
        }

        /** Line of the file on which the row starts, from 1. */
        public long line() {
            return line;
        }
    }

    /** A row is beyond one of the {@link CsvLimits}. */
    public static final class TooLarge extends TabularException {
        private final long line;

        TooLarge(long line, String what) {
            super("the row that starts on line " + line + " " + what);
            this.line = line;
        }

        /** Line of the file on which the row starts, from 1. */
        public long line() {
            return line;
        }
    }
}
