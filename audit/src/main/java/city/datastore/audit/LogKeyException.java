package city.datastore.audit;

/** The keys of the log cannot be used; the platform does not start without them. */
public final class LogKeyException extends RuntimeException {
    LogKeyException(String message) {
        super(message);
    }

    LogKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
