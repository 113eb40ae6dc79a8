package city.datastore.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the platform keeps what it keeps on disk ({@code datastore.storage.*}).
 *
 * @param home holds {@code vault} and {@code keys}
 * @param keystorePasswordFile holds the password of the agencies' key store
 */
@ConfigurationProperties(prefix = "datastore.storage", ignoreUnknownFields = false)
public record StorageProperties(Path home, Path keystorePasswordFile) {
    public StorageProperties {
        home = present("home", home).toAbsolutePath().normalize();
        present("keystore-password-file", keystorePasswordFile);
    }

    Path vault() {
        return home.resolve("vault");
    }

    Path keystore() {
        return home.resolve("keys").resolve("agencies.bcfks");
    }

    Path subjectKey() {
        return home.resolve("keys").resolve("subjects.bcfks");
    }

    private static Path present(String name, @Nullable Path value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("datastore.storage." + name + " is missing");
        }
        return value;
    }
}
