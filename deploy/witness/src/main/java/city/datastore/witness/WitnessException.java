package city.datastore.witness;

import org.jspecify.annotations.Nullable;

/** The witness cannot start; the message tells its operator why, and what to do. */
final class WitnessException extends RuntimeException {
    WitnessException(String message) {
        this(message, null);
    }

    WitnessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
