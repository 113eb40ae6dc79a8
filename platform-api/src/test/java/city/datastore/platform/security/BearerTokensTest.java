package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/** What is read by hand is read as the framework reads it. */
class BearerTokensTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc.DEF-1_2~3+4/5",
                "Bearer abc==",
                "bearer abc",
                "BEARER abc",
                "Bearer  abc",
                "Bearer abc ",
                "Bearer a=b",
                "Bearer =",
                "Bearer ",
                "Bearer",
                "Bearer ab,c",
                "Bearer aé",
                "Bearerabc",
                "Basic abc",
                ""
            })
    void is_found_or_refused_as_by_the_framework(String header) {
        var call = new MockHttpServletRequest("POST", "/access/v1/evaluation");
        call.addHeader("Authorization", header);

        assertThat(said(new BearerTokens(), call))
                .isEqualTo(said(new DefaultBearerTokenResolver(), call));
    }

    @Test
    void is_not_looked_for_where_there_is_no_header() {
        assertThat(new BearerTokens().resolve(new MockHttpServletRequest())).isNull();
    }

    @Test
    void leaves_a_token_in_a_parameter_to_the_framework() {
        var call = new MockHttpServletRequest("GET", "/api/v1/datasets");
        call.addHeader("Authorization", "Bearer abc");
        call.setQueryString("access_token=def");
        call.addParameter("access_token", "def");

        assertThat(said(new BearerTokens(), call))
                .isEqualTo(said(new DefaultBearerTokenResolver(), call));
    }

    /** The rule of the framework's firewall for the values of headers. */
    @Test
    void every_character_of_a_header_is_allowed_or_not_as_by_the_firewall() {
        var rule = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

        assertThat(
                        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                                .mapToObj(Character::toString)
                                .filter(each ->
                                        HeaderText.isAllowed(each) != rule.matcher(each).matches()))
                .isEmpty();
    }

    private static String said(BearerTokenResolver resolver, MockHttpServletRequest call) {
        try {
            return "token " + resolver.resolve(call);
        } catch (OAuth2AuthenticationException e) {
            return "error " + e.getError().getErrorCode() + " " + e.getError().getDescription();
        }
    }
}
