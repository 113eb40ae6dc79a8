package city.datastore.platform.vault;

/** The key store cannot be read or written; the message is for the operator and holds no secret. */
public final class AgencyKeysException extends RuntimeException {
    AgencyKeysException(String message) {
        super(message);
    }

    AgencyKeysException(String message, Throwable cause) {
        super(message, cause);
    }
}
