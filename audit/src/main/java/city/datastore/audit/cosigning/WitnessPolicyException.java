package city.datastore.audit.cosigning;

import org.jspecify.annotations.Nullable;

/** The file that names the witnesses cannot be used; the platform does not start with it. */
public final class WitnessPolicyException extends RuntimeException {
    WitnessPolicyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
