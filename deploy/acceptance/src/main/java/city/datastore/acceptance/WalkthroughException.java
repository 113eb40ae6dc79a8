package city.datastore.acceptance;

/** The walk-through cannot go on; the message says why. */
final class WalkthroughException extends RuntimeException {
    WalkthroughException(String message) {
        super(message);
    }

    WalkthroughException(String message, Throwable cause) {
        super(message, cause);
    }
}
