package city.datastore.platform;

/** A setting is missing, unknown or unusable, so the platform does not start. */
public final class SettingsException extends RuntimeException {
    SettingsException(String message) {
        super(message);
    }
}
