package city.datastore.platform.vault;

import java.nio.file.Path;

/** The key store cannot be read or written; the message is for the operator and holds no secret. */
public final class AgencyKeysException extends RuntimeException {
    AgencyKeysException(String message) {
        super(message);
    }

    AgencyKeysException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Sealed files are there and no key is. */
    static AgencyKeysException missing(Path store, Path sealed) {
        return new AgencyKeysException(
                "the key store "
                        + store
                        + " is missing, but "
                        + sealed
                        + " holds files that were sealed with its keys: put the key store back from"
                        + " its backup, or move those files away if they are to be lost");
    }

    /** Files were sealed under a key that is not in the store. */
    static AgencyKeysException older(Path store, AgencyKeyId missing, Path sealed) {
        return new AgencyKeysException(
                "the key store "
                        + store
                        + " has no key "
                        + missing
                        + ", but "
                        + sealed
                        + " holds files that were sealed with it: the key store is older than they"
                        + " are; put its newest backup back");
    }
}
