package city.datastore.audit.verify;

/** This is not canonical, or not plain enough for a {@link JsonScan} to be sure. */
final class UnsureException extends RuntimeException {
    UnsureException() {
        super(null, null, false, false);
    }
}
