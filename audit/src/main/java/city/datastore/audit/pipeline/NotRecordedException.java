package city.datastore.audit.pipeline;

/** The record could not take an event in time, so whatever it was about may not go ahead. */
public final class NotRecordedException extends RuntimeException {
    public NotRecordedException(String message, Throwable cause) {
        super(message, cause);
    }
}
