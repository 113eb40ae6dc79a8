package city.datastore.platform.tabular;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CSV file holds.
 *
 * @param headerRow position of the header among the rows, from 0, empty lines counted
 * @param columns one unique name per column, in the file's order: the header's cells with white
 *     space tidied; {@code Column 8} where a cell is blank; {@code Name (2)} for the second of a
 *     name
 * @param rows rows after the header that have any text
 * @param fault why this file cannot be cut into columns, or null if it can; rows are then those up
 *     to the fault
 */
public record Profile(
        Delimiter delimiter,
        TextEncoding encoding,
        int headerRow,
        List<String> columns,
        long rows,
        @Nullable String fault) {
    public Profile {
        columns = List.copyOf(columns);
    }

    /** Whether a {@link Projection} of this file would succeed. */
    public boolean projectable() {
        return fault == null;
    }
}
