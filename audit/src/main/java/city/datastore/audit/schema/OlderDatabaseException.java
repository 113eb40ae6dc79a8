package city.datastore.audit.schema;

/**
 * The database is older than what lies beside it (vault, topic), or another one, so the platform
 * does not start; the message says what shows it, as the middle of a sentence.
 */
public final class OlderDatabaseException extends RuntimeException {
    public OlderDatabaseException(String message) {
        super(message);
    }
}
