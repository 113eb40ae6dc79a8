package city.datastore.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people sign in to the pages ({@code datastore.sign-in.*}).
 *
 * @param issuer such as {@code http://127.0.0.1:8180/realms/city}
 * @param clientId the pages' name at the identity provider
 * @param clientSecretFile holds their secret there
 */
@ConfigurationProperties(prefix = "datastore.sign-in", ignoreUnknownFields = false)
public record SignInProperties(String issuer, String clientId, Path clientSecretFile) {
    private static final int MAX_SECRET = 1024;

    /** Scheme, host and port of the issuer, as a browser writes an origin. */
    String origin() {
        URI uri = URI.create(issuer);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }

    String clientSecret() {
        try {
            if (Files.size(clientSecretFile) > MAX_SECRET) {
                throw new IOException(
                        "the file holds more than "
                                + MAX_SECRET
                                + " bytes, it has to hold a secret");
            }
            return Files.readString(clientSecretFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the secret of the pages cannot be read from " + clientSecretFile, e);
        }
    }
}
