package city.datastore.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.IdentityProperties;
import city.datastore.access.identity.TokenReader;
import city.datastore.audit.names.AgencyCode;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.jwt.JwtException;

/** Somebody signed in, whose token is over. */
class PortalCallerFilterTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/datasets");
    private final MockHttpServletResponse answer = new MockHttpServletResponse();
    private final MockHttpSession session = new MockHttpSession();

    private static PortalCallerFilter filter(String answerOfKeycloak) {
        return new PortalCallerFilter(
                _ -> {
                    throw new ClientAuthorizationException(
                            new OAuth2Error(answerOfKeycloak), PortalClient.REGISTRATION);
                },
                new HttpSessionOAuth2AuthorizedClientRepository(),
                _ -> {
                    throw new JwtException("nobody asks");
                },
                new TokenReader(
                        new IdentityProperties(
                                "http://127.0.0.1/realms/city",
                                null,
                                "city-datastore-api",
                                "org",
                                "realm_access.roles",
                                Set.of("otp"),
                                "loa.2",
                                Duration.ofMinutes(15)),
                        new NoAgencies(),
                        Clock.systemUTC()),
                new Whereabouts(Set.of()),
                Clock.systemUTC());
    }

    @BeforeEach
    void sign_in() {
        request.setSession(session);
        var person = new DefaultOAuth2User(List.of(), Map.of("sub", "somebody"), "sub");
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new OAuth2AuthenticationToken(
                                person, List.of(), PortalClient.REGISTRATION));
    }

    @AfterEach
    void sign_out() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void sees_no_page_but_the_one_that_says_so_while_Keycloak_does_not_answer() throws Exception {
        assertThat(reaches("server_error")).isFalse();
        assertThat(answer.getStatus()).isEqualTo(503);

        request.setDispatcherType(DispatcherType.ERROR);
        assertThat(reaches("server_error")).isTrue();
        assertThat(session.isInvalid()).isFalse();
    }

    @Test
    void is_signed_in_no_more_where_Keycloak_gives_no_other() throws Exception {
        assertThat(reaches("invalid_grant")).isTrue();

        assertThat(session.isInvalid()).isTrue();
        assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
    }

    private boolean reaches(String answerOfKeycloak) throws Exception {
        var page = new MockFilterChain();
        filter(answerOfKeycloak).doFilter(request, answer, page);
        return page.getRequest() != null;
    }

    private static final class NoAgencies implements Agencies {
        @Override
        public List<Agency> all() {
            return List.of();
        }

        @Override
        public Optional<Agency> find(AgencyCode code) {
            return Optional.empty();
        }
    }
}
