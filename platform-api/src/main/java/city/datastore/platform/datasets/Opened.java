package city.datastore.platform.datasets;

import city.datastore.access.gate.Pass;
import city.datastore.platform.tabular.FirstRows;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A version that the gate has opened: what may be released of it, not yet released. Close it
 * whatever happens.
 */
public interface Opened extends AutoCloseable {
    Pass pass();

    Version version();

    /**
     * Whether what may be released is the file itself, byte for byte, so that ranges and its digest
     * apply.
     */
    boolean wholeFile();

    /**
     * Says how the connection to the reader is broken where the right to read ends while they take
     * nothing; {@code cut} may be run by any thread until the transfer is over.
     */
    void cutBy(Runnable cut);

    /**
     * Writes what the pass allows and records how it ended; ends with an exception, never with a
     * silent gap, when the right to it is taken away meanwhile or the stored bytes have been
     * tampered with.
     *
     * @return bytes written
     */
    long transferTo(OutputStream sink) throws IOException;

    /** Writes the bytes {@code [from, until)} of the whole file. */
    long transferTo(OutputStream sink, long from, long until) throws IOException;

    /**
     * The same for a page: the first rows of what the pass allows, where that is not the whole
     * file.
     */
    FirstRows show() throws IOException;

    @Override
    void close();
}
