package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.stack.Ports;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Somebody whom Keycloak signs in with an access token that is not for this platform, as where the
 * realm's client has no audience mapper.
 */
class TokenNotAcceptedIT {
    private static final String SESSION = "datastore-session";

    private static RunningPlatform platform;

    private final Browser browser = new Browser();

    @BeforeAll
    static void start() {
        platform =
                RunningPlatform.on(
                        RunningPlatform.shared().stack(),
                        Map.of(
                                "DATASTORE_AUDIENCE",
                                "another-api",
                                "DATASTORE_PORT",
                                Ports.random().platform()));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private HttpResponse<String> signIn(String path) {
        var keycloak = browser.get(platform.uri(path));
        assertThat(browser.at.toString()).contains("/realms/city/");
        return browser.submit(
                keycloak, Map.of("username", "camden.officer", "password", "datastore"));
    }

    private void assertThatItSaysSo(HttpResponse<String> page) {
        assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(page.body()).select("main h1").text())
                .isEqualTo("Sorry, you could not be signed in");
    }

    @Test
    void comes_to_the_page_that_says_so_instead_of_going_round_in_circles() {
        assertThatItSaysSo(signIn("/datasets"));
        assertThatItSaysSo(browser.get(platform.uri("/datasets")));
    }

    @Test
    void is_not_signed_in_here() {
        int before = platform.bean(SignInsUnderWay.class).count();
        signIn("/sign-in");
        String session = browser.cookie(platform.uri("/"), SESSION);

        assertThat(platform.bean(SignInsUnderWay.class).count()).isEqualTo(before + 1);
        var another = new Browser();
        another.plant(platform.uri("/"), SESSION, session);
        another.get(platform.uri("/datasets"));
        assertThat(another.at.toString()).contains("/realms/city/");
    }
}
