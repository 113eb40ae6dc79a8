package city.datastore.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What leaves the platform by a plain connection, from a proxy that ends TLS or from loopback. */
class BehindTlsIT {
    private static final URI SITE = URI.create("https://datastore.city.example");
    private static final String HSTS = "Strict-Transport-Security";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HttpResponse<Void> get(RunningPlatform platform, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(platform.uri(path)).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static String location(HttpResponse<?> answer) {
        return URLDecoder.decode(header(answer, "Location").orElseThrow(), UTF_8);
    }

    @Nested
    class Where_people_reach_it_over_https {
        private static RunningPlatform platform;

        @BeforeAll
        static void start() {
            platform =
                    RunningPlatform.on(
                            RunningPlatform.shared().stack(),
                            Map.of(
                                    "DATASTORE_SITE", SITE.toString(),
                                    "DATASTORE_PORT", Ports.random().platform()));
        }

        @AfterAll
        static void stop() {
            platform.close();
        }

        @Test
        void the_cookie_of_a_session_goes_over_https_and_to_this_host_alone() {
            assertThatItIsGuarded("/sign-in", "__Host-datastore-session=");
        }

        @Test
        void and_so_does_the_cookie_of_the_page_that_was_asked_for() {
            assertThatItIsGuarded("/datasets", "__Host-datastore-page=");
        }

        private static void assertThatItIsGuarded(String path, String named) {
            assertThat(header(get(platform, path), "Set-Cookie"))
                    .hasValueSatisfying(cookie ->
                            assertThat(cookie)
                                    .startsWith(named)
                                    .contains("; Secure")
                                    .contains("; HttpOnly")
                                    .contains("; SameSite=Lax")
                                    .contains("; Path=/")
                                    .doesNotContain("Domain"));
        }

        @Test
        void Keycloak_sends_people_back_over_https() {
            assertThat(location(get(platform, "/sign-in")))
                    .contains("redirect_uri=" + SITE + "/login/oauth2/code/portal");
        }

        @Test
        void no_redirect_leads_to_plain_http() {
            var moved = SITE.resolve(location(get(platform, "/datasets")));

            assertThat(moved).isEqualTo(SITE.resolve("/sign-in"));
        }

        @Test
        void browsers_are_told_to_come_over_https_only() {
            for (var path : new String[] {"/", "/api/v1/datasets", "/log/key"}) {
                assertThat(header(get(platform, path), HSTS)).hasValue("max-age=31536000");
            }
        }
    }

    @Nested
    class Where_nobody_said_so {
        private final RunningPlatform platform = RunningPlatform.shared();

        @Test
        void everything_is_as_it_listens() {
            for (var path : new String[] {"/sign-in", "/datasets"}) {
                assertThat(header(get(platform, path), "Set-Cookie"))
                        .hasValueSatisfying(cookie ->
                                assertThat(cookie)
                                        .startsWith("datastore-")
                                        .contains("; HttpOnly")
                                        .contains("; SameSite=Lax")
                                        .doesNotContain("Secure"));
            }
            assertThat(location(get(platform, "/sign-in")))
                    .contains("redirect_uri=" + platform.uri("/login/oauth2/code/portal"));
            assertThat(header(get(platform, "/"), HSTS)).isEmpty();
        }
    }
}
