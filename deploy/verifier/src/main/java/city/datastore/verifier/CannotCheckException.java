package city.datastore.verifier;

/** Something needed for a check is not there; the message says what to do. */
final class CannotCheckException extends RuntimeException {
    CannotCheckException(String message) {
        super(message);
    }

    CannotCheckException(String message, Throwable cause) {
        super(message, cause);
    }
}
