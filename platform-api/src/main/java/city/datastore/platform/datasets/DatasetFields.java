package city.datastore.platform.datasets;

import city.datastore.access.policy.ColumnName;
import java.util.HashSet;
import java.util.List;

/** The rules that every field of a dataset keeps. */
public final class DatasetFields {
    public static final int MAX_TITLE = 200;
    public static final int MAX_DESCRIPTION = 5000;
    public static final int MAX_TOPICS = 20;
    public static final int MAX_TOPIC = 50;
    public static final int MAX_COLUMNS = 2000;
    public static final int MAX_COLUMN_NAME = 200;
    public static final int MAX_COLUMN_TYPE = 50;
    public static final int MAX_COLUMN_DESCRIPTION = 1000;
    public static final int MAX_COLUMN_CATEGORY = 100;

    private DatasetFields() {}

    static void check(Dataset dataset) {
        text("title", dataset.title(), MAX_TITLE);
        atMost("description", dataset.description(), MAX_DESCRIPTION);
        number("topics", dataset.topics().size(), MAX_TOPICS);
        for (int at = 0; at < dataset.topics().size(); at++) {
            text("topics[" + at + "]", dataset.topics().get(at), MAX_TOPIC);
        }
        columns(dataset.columns());
    }

    private static void columns(List<Dataset.Column> columns) {
        number("columns", columns.size(), MAX_COLUMNS);
        var names = new HashSet<String>();
        for (int at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            String field = "columns[" + at + "]";
            text(field + ".name", column.name(), MAX_COLUMN_NAME);
            ColumnName.fault(column.name())
                    .ifPresent(fault -> {
                        throw bad(
                                field + ".name",
                                "the column name \"" + column.name() + "\" " + fault);
                    });
            atMost(field + ".type", column.type(), MAX_COLUMN_TYPE);
            atMost(field + ".description", column.description(), MAX_COLUMN_DESCRIPTION);
            atMost(field + ".category", column.category(), MAX_COLUMN_CATEGORY);
            if (!names.add(column.name())) {
                throw bad(
                        field + ".name",
                        "two columns are called \""
                                + column.name()
                                + "\"; every column of a dataset has a name of its own");
            }
        }
    }

    private static void text(String field, String value, int max) {
        if (value.isBlank()) {
            throw bad(field, field + " is empty; it has to say something");
        }
        atMost(field, value, max);
    }

    private static void atMost(String field, String value, int max) {
        if (value.codePointCount(0, value.length()) > max) {
            throw bad(
                    field,
                    field
                            + " has "
                            + value.codePointCount(0, value.length())
                            + " characters; the most is "
                            + max);
        }
        if (value.chars().anyMatch(DatasetFields::isUnprintable)) {
            throw bad(field, field + " holds a control character; leave it out");
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character)
                && character != '\n'
                && character != '\r'
                && character != '\t';
    }

    private static void number(String field, int size, int max) {
        if (size > max) {
            throw bad(field, "there are " + size + " " + field + "; the most is " + max);
        }
    }

    private static DatasetException.BadField bad(String field, String message) {
        return new DatasetException.BadField(field, message);
    }
}
