package city.datastore.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people sign in to the pages ({@code datastore.sign-in.*}).
 *
 * @param issuer such as {@code http://127.0.0.1:8180/realms/city}
 * @param clientId the pages' name at the identity provider
 * @param clientSecretFile holds their secret there
 * @param site where people reach the platform, such as {@code https://datastore.city.example};
 *     empty where it is reached as it listens
 */
@ConfigurationProperties(prefix = "datastore.sign-in", ignoreUnknownFields = false)
public record SignInProperties(
        String issuer, String clientId, Path clientSecretFile, @DefaultValue("") String site) {
    private static final Pattern TLS = Pattern.compile("https://([^\\s/?#@]+)/?");
    private static final int MAX_SECRET = 1024;

    public SignInProperties {
        if (site.startsWith("https:")
                && (!TLS.matcher(site).matches() || URI.create(site).getHost() == null)) {
            throw new IllegalArgumentException(
                    "datastore.sign-in.site is \""
                            + site
                            + "\", an https address has to be a host and nothing behind it, such"
                            + " as https://datastore.city.example: people come back there after"
                            + " they have signed in");
        }
    }

    /** Where people reach the platform over TLS; empty where they do not. */
    Optional<URI> tls() {
        return site.startsWith("https:") ? Optional.of(URI.create(site)) : Optional.empty();
    }

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
