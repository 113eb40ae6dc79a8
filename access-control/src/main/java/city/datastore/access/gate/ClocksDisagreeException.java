package city.datastore.access.gate;

/** What time it is cannot be said for sure, and so not whether something is still allowed. */
public final class ClocksDisagreeException extends RuntimeException {
    ClocksDisagreeException() {
        super("the clocks of node and database disagree");
    }
}
