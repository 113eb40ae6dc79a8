package city.datastore.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AskedPageTest {
    static final String COOKIE = "datastore-page";

    private final AskedPage pages = new AskedPage(false);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    static String encoded(String page) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(UTF_8));
    }

    private static MockHttpServletRequest asking(
            String method, String path, @Nullable String query) {
        var request = new MockHttpServletRequest(method, path);
        request.setQueryString(query);
        return request;
    }

    /** Where somebody is led who signs in with that cookie; empty where nothing says so. */
    private String led(String cookie) {
        var back = new MockHttpServletRequest("GET", "/login/oauth2/code/portal");
        back.setCookies(new Cookie(COOKIE, cookie));
        var saved = pages.getRequest(back, response);
        return saved == null ? "" : saved.getRedirectUrl();
    }

    private String kept(MockHttpServletRequest request) {
        pages.saveRequest(request, response);
        var cookie = response.getCookie(COOKIE);
        return cookie == null ? "" : cookie.getValue();
    }

    @Nested
    class A_page_that_was_asked_for {
        @Test
        void is_where_somebody_is_led_with_its_query_as_it_was() {
            assertThat(led(kept(asking("GET", "/audit/events/a%2Fb", "from=%C3%A9&q=//x"))))
                    .isEqualTo("/audit/events/a%2Fb?from=%C3%A9&q=//x");
        }

        @Test
        void is_led_to_once() {
            led(kept(asking("GET", "/datasets", null)));

            assertThat(response.getHeaders("Set-Cookie").getLast())
                    .startsWith(COOKIE + "=;")
                    .contains("Max-Age=0");
        }

        @Test
        void is_the_first_one_where_the_address_is_longer_than_is_kept() {
            assertThat(led(kept(asking("GET", "/datasets", "q=" + "x".repeat(2_000)))))
                    .isEqualTo("/");
        }

        @Test
        void begins_no_session() {
            var request = asking("GET", "/datasets", null);
            kept(request);

            assertThat(request.getSession(false)).isNull();
        }

        @Test
        void is_kept_of_no_form() {
            assertThat(kept(asking("POST", "/datasets", null))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "/\t/evil.example/",
                "/\n/evil.example/",
                " //evil.example/",
                "\\\\evil.example/",
                "javascript:alert(1)",
                "evil.example",
                "/datasets\r\nSet-Cookie: a=b",
                ""
            })
    void a_forged_cookie_leads_nowhere(String page) {
        assertThat(led(encoded(page))).isEmpty();
    }

    @Test
    void a_cookie_that_nobody_can_read_leads_nowhere() {
        assertThat(led("%%%")).isEmpty();
        assertThat(led(encoded("/" + "x".repeat(AskedPage.MAX_LENGTH)))).isEmpty();
    }
}
