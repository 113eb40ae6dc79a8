package city.datastore.platform.datasets;

import java.io.IOException;

/**
 * A version may not be read any further: the right to it ended while it was being read, or whether
 * it had could not be found out. What came before was allowed.
 */
public final class CutOffException extends IOException {
    private final boolean inDoubt;

    /**
     * @param inDoubt whether the right to read could not be looked up, so that trying again helps
     */
    public CutOffException(boolean inDoubt) {
        super(
                inDoubt
                        ? "whether this may still be read could not be looked up"
                        : "the right to read this ended while it was being read");
        this.inDoubt = inDoubt;
    }

    public boolean inDoubt() {
        return inDoubt;
    }
}
