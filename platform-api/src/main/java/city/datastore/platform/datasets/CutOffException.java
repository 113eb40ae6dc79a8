package city.datastore.platform.datasets;

import java.io.IOException;

/** The right to read a version ended while it was being read; what came before was allowed. */
public final class CutOffException extends IOException {
    public CutOffException() {
        super("the right to read this ended while it was being read");
    }
}
