package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import city.datastore.platform.RunningPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

class SignInIT {
    private static final String SESSION = "datastore-session";

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Browser browser = new Browser();

    private void signIn(String person) {
        var keycloak = browser.get(platform.uri("/sign-in"));
        assertThat(browser.at.toString()).contains("/realms/city/");
        browser.submit(keycloak, Map.of("username", person, "password", "datastore"));
    }

    @Nested
    class Somebody_who_opens_a_page {
        @Test
        void is_led_through_Keycloak_back_to_that_page() {
            var keycloak = browser.get(platform.uri("/accessibility-of-nothing"));
            assertThat(browser.at.toString()).contains("/realms/city/");

            var page =
                    browser.submit(
                            keycloak,
                            Map.of("username", "camden.officer", "password", "datastore"));

            assertThat(browser.at.getPath()).isEqualTo("/accessibility-of-nothing");
            assertThat(page.statusCode()).isEqualTo(404);
        }

        @Test
        void gets_a_new_session_when_they_sign_in() {
            browser.get(platform.uri("/accessibility-of-nothing"));
            String before = browser.cookie(platform.uri("/"), SESSION);
            signIn("camden.officer");

            assertThat(before).isNotEmpty();
            assertThat(browser.cookie(platform.uri("/"), SESSION))
                    .isNotEmpty()
                    .isNotEqualTo(before);
        }
    }

    @Nested
    class A_page_to_come_back_to {
        @Test
        void is_found_with_its_query() {
            var keycloak = browser.get(platform.uri("/datasets?q=air%20quality&agency=gla"));

            browser.submit(keycloak, Map.of("username", "camden.officer", "password", "datastore"));

            assertThat(browser.at).isEqualTo(platform.uri("/datasets?q=air%20quality&agency=gla"));
            assertThat(browser.cookie(platform.uri("/"), AskedPageTest.COOKIE)).isEmpty();
        }

        @Test
        void is_none_elsewhere_whatever_the_cookie_says() {
            var keycloak = browser.get(platform.uri("/sign-in"));
            browser.plant(
                    platform.uri("/"),
                    AskedPageTest.COOKIE,
                    AskedPageTest.encoded("//127.0.0.1:9/taken"));

            browser.submit(keycloak, Map.of("username", "camden.officer", "password", "datastore"));

            assertThat(browser.at).isEqualTo(platform.uri("/"));
        }
    }

    @Nested
    class Sessions {
        private final SignInsUnderWay underWay = platform.bean(SignInsUnderWay.class);
        private final int before = underWay.count();

        @Test
        void are_begun_by_nobody_who_only_asks_for_pages() throws Exception {
            var paths =
                    new String[] {
                        "/",
                        "/register",
                        "/accessibility",
                        "/datasets?q=air",
                        "/nothing",
                        "/audit",
                        "/login/oauth2/code/portal?code=x&state=y",
                        "/sign-in/failed",
                        "/sign-out"
                    };
            try (var http = HttpClient.newHttpClient()) {
                for (int count = 0; count < 1_000; count++) {
                    var request =
                            HttpRequest.newBuilder(platform.uri(paths[count % paths.length]))
                                    .header("X-Heavy", "x".repeat(4_000));
                    var answer = http.send(request.build(), BodyHandlers.discarding());

                    assertThat(answer.headers().allValues("Set-Cookie"))
                            .as(answer.uri().toString())
                            .noneMatch(cookie -> cookie.startsWith(SESSION));
                }
            }
            assertThat(underWay.count()).isEqualTo(before);
        }

        @Test
        void are_under_way_until_somebody_has_signed_in() {
            var keycloak = browser.get(platform.uri("/sign-in"));
            assertThat(underWay.count()).isEqualTo(before + 1);

            browser.submit(keycloak, Map.of("username", "camden.officer", "password", "datastore"));

            assertThat(underWay.count()).isEqualTo(before);
        }
    }

    @Nested
    class Somebody_whose_sign_in_cannot_be_confirmed {
        /** They come back from Keycloak with a code that it does not exchange for a token. */
        private HttpResponse<String> comeBack() {
            return comeBack("code=not-a-code");
        }

        private HttpResponse<String> comeBack(String with) {
            String state =
                    UriComponentsBuilder.fromUri(browser.at)
                            .build()
                            .getQueryParams()
                            .toSingleValueMap()
                            .getOrDefault("state", "");
            assertThat(state).isNotEmpty();
            return browser.get(
                    platform.uri("/login/oauth2/code/portal?" + with + "&state=" + state));
        }

        @Test
        void sees_one_page_that_says_so_and_tells_nothing_else() {
            browser.get(platform.uri("/sign-in"));

            var page = comeBack();

            assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            var shown = Jsoup.parse(page.body()).select("main");
            assertThat(shown.select("h1").text()).isEqualTo("Sorry, you could not be signed in");
            assertThat(page.body()).doesNotContain("not-a-code", "invalid_grant", "state=");
        }

        @Test
        void does_not_go_round_in_circles_while_they_are_signed_in_at_Keycloak() {
            signIn("camden.officer");
            browser.plant(platform.uri("/"), SESSION, "");
            browser.detour = to -> to.replaceFirst("([?&]code=)", "$1not-a-code-");

            var page = browser.get(platform.uri("/sign-in"));

            assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed"));
            assertThat(page.statusCode()).isEqualTo(200);
        }

        @Test
        void gets_to_the_page_that_they_asked_for_when_they_try_again() {
            browser.get(platform.uri("/datasets?q=air&agency=gla"));
            var page = comeBack();
            var again = Jsoup.parse(page.body()).select("main a.govuk-button");
            assertThat(again.text()).isEqualTo("Try again");

            var keycloak = browser.get(platform.uri(again.attr("href")));
            browser.submit(keycloak, Map.of("username", "camden.officer", "password", "datastore"));

            assertThat(browser.at).isEqualTo(platform.uri("/datasets?q=air&agency=gla"));
        }

        @Test
        void is_led_back_to_the_second_factor_where_it_was_that_or_back_without_it() {
            signIn("brent.officer");
            browser.get(platform.uri("/emergencies/new?dataset=brent/care"));
            assertThat(browser.at.getQuery()).contains("acr_values=");
            var page = comeBack("error=access_denied");

            assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed?step-up"));
            var shown = Jsoup.parse(page.body()).select("main");
            assertThat(shown.select("h1").text())
                    .isEqualTo("You have not signed in with a one-time code");
            var without = shown.select("a:contains(Go back without a code)").attr("href");
            assertThat(browser.get(platform.uri(without)).statusCode()).isEqualTo(200);
            assertThat(browser.at).isEqualTo(platform.uri("/emergencies"));

            browser.get(platform.uri(shown.select("a.govuk-button").attr("href")));
            assertThat(browser.at.getQuery()).contains("acr_values=");
            browser.get(platform.uri("/emergencies/new?dataset=brent/care"));
            assertThat(browser.at.getQuery()).as("no circle").contains("acr_values=");
        }

        @Test
        void is_not_told_of_a_second_factor_where_another_sign_in_comes_back() {
            signIn("brent.officer");
            browser.get(platform.uri("/emergencies/new?dataset=brent/care"));
            assertThat(browser.at.getQuery()).contains("acr_values=");

            browser.get(platform.uri("/login/oauth2/code/portal?error=access_denied&state=other"));

            assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed"));
        }

        @Test
        void sees_it_too_where_they_refused_or_came_back_too_late() {
            for (String query : List.of("error=access_denied&state=gone", "code=x&state=gone")) {
                browser.get(platform.uri("/login/oauth2/code/portal?" + query));
                assertThat(browser.at).isEqualTo(platform.uri("/sign-in/failed"));
            }
        }
    }

    @Nested
    class Somebody_who_signs_out {
        @Test
        void has_to_sign_in_again_here_and_at_Keycloak() {
            signIn("camden.officer");
            var page = browser.get(platform.uri("/sign-out"));
            assumeThat(page.statusCode()).as("the page that confirms it").isEqualTo(200);

            browser.submit(page, Map.of());
            browser.get(platform.uri("/accessibility-of-nothing"));

            assertThat(browser.at.toString()).contains("/realms/city/");
        }

        @Test
        void cannot_be_signed_out_by_another_site() {
            signIn("camden.officer");

            var answer = browser.post(platform.uri("/sign-out"), Map.of());

            assertThat(answer.statusCode()).isEqualTo(403);
            browser.get(platform.uri("/accessibility-of-nothing"));
            assertThat(browser.at.getPath()).isEqualTo("/accessibility-of-nothing");
        }
    }

    @Nested
    class A_bearer_token {
        private int status(String token) throws Exception {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(platform.uri("/api/v1/nothing"))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }

        @Test
        void of_a_demo_person_lets_them_in() throws Exception {
            assertThat(status(platform.token("camden.officer"))).isEqualTo(404);
        }

        @Test
        void that_was_changed_is_refused() throws Exception {
            String token = platform.token("camden.officer");
            int at = token.length() - 20;
            char other = token.charAt(at) == 'A' ? 'B' : 'A';

            assertThat(status(token.substring(0, at) + other + token.substring(at + 1)))
                    .isEqualTo(401);
        }

        @Test
        void opens_no_page() {
            var answer = browser.get(URI.create(platform.uri("/datasets").toString()));

            assertThat(browser.at.toString()).contains("/realms/city/");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }
}
