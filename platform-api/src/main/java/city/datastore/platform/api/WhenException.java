package city.datastore.platform.api;

/** A text that is neither a date nor an instant; the message says what it has to be. */
final class WhenException extends RuntimeException {
    private final String detail;

    WhenException(String detail) {
        super(detail);
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return detail;
    }
}
