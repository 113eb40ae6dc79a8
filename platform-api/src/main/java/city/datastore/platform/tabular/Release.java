package city.datastore.platform.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What a plan leaves of one file, ready to be written. For one thread, once. */
public sealed interface Release permits Projection, JsonLines {

    /** The names of the columns that come out, in the file's order. */
    List<String> columns();

    /**
     * Writes it; neither stream is closed.
     *
     * @return the number of rows written
     * @throws TabularException.Malformed at the first row that cannot be cut for sure; of it and
     *     what follows nothing is written
     * @throws TabularException.TooLarge at the first row beyond the {@link CsvLimits}
     */
    long writeTo(OutputStream out) throws IOException;

    /** To be written to instead of a file, where the first rows are to be looked at. */
    FirstRows firstRows();
}
