package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * An example of a template for agreements, which a demo person publishes over the API as anybody
 * would; it is no agency's text.
 */
final class ExampleTemplate {
    private static final String PUBLISHER = "gla.ig";
    private static final String FILE = "example-template.json";
    private static final String ID = "example-low-risk";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Ports ports;

    ExampleTemplate(Ports ports) {
        this.ports = ports;
    }

    /** Publishes it unless it is there; what kept it from being published, if anything did. */
    Optional<String> publish() {
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()) {
            String token =
                    new SignIn(KeycloakServer.issuer(ports.keycloak()))
                            .token(PUBLISHER, KeycloakServer.DEMO_PASSWORD, SignIn.PASSWORD_LEVEL);
            var there =
                    http.send(
                            call("/api/v1/templates/" + ID + "/versions/1", token).GET().build(),
                            BodyHandlers.ofString());
            if (there.statusCode() != 404) {
                return there.statusCode() == 200 ? Optional.empty() : said(there.statusCode());
            }
            var published =
                    http.send(
                            call("/api/v1/templates", token)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(text()))
                                    .build(),
                            BodyHandlers.ofString());
            return published.statusCode() == 201 ? Optional.empty() : said(published.statusCode());
        } catch (IOException | UncheckedIOException | StackException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("somebody interrupted it");
        }
    }

    private HttpRequest.Builder call(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.platform() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static Optional<String> said(int status) {
        return Optional.of("the platform answered " + status);
    }

    static String text() {
        try (InputStream file = ExampleTemplate.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new StackException(FILE + " is missing from the launcher");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
