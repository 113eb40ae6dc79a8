package city.datastore.audit.log;

import org.jspecify.annotations.Nullable;

/** Text or bytes that are not in the form that the log's formats ask for. */
public final class LogFormatException extends RuntimeException {
    LogFormatException(String message) {
        super(message);
    }

    LogFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
