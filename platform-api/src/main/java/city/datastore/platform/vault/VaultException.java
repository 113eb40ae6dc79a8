package city.datastore.platform.vault;

/**
 * A stored version that cannot be opened or kept.
 *
 * <p>One exception without detail: whether a byte was changed, a key is missing or a pass belongs
 * to something else is not told to whoever asked. The cause is for the operator's log.
 */
public final class VaultException extends RuntimeException {
    private static final String MESSAGE = "the vault cannot open or keep this version";

    VaultException(String detailForOperators) {
        super(MESSAGE, new IllegalStateException(detailForOperators));
    }

    VaultException(Throwable cause) {
        super(MESSAGE, cause);
    }
}
