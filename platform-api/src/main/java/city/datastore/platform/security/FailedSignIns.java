package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Leads whoever could not be signed in to a page that says so, which begins nothing by itself:
 * whoever is signed in at Keycloak would else go round in circles. Why is for the log, once a
 * minute for each cause and with how many more there were: anybody can have a sign-in fail as often
 * as they like. What came in the address (code, state) stays behind.
 */
final class FailedSignIns implements AuthenticationFailureHandler {
    static final String PAGE = "/sign-in/failed";

    /** From one line about a cause to the next. */
    static final Duration BETWEEN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

    /** Of OAuth, OpenID Connect and the framework; anybody can send a word of their own instead. */
    private static final Set<String> CODES =
            Set.of(
                    "access_denied",
                    "authorization_request_not_found",
                    "client_registration_not_found",
                    "interaction_required",
                    "invalid_client",
                    "invalid_grant",
                    "invalid_id_token",
                    "invalid_nonce",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_state_parameter",
                    "invalid_token",
                    "invalid_token_response",
                    "invalid_user_info_response",
                    "login_required",
                    "missing_signature_verifier",
                    "server_error",
                    "temporarily_unavailable",
                    "unauthorized_client");

    private final RedirectStrategy redirects = new DefaultRedirectStrategy();
    private final Map<String, Silence> silences = new HashMap<>();
    private final Clock clock;

    FailedSignIns(Clock clock) {
        this.clock = clock;
    }

    /** Since when nothing has been said of a cause, and how often it came up. */
    private record Silence(Instant since, long failures) {}

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        String why = why(failure);
        counted(why)
                .ifPresent(before ->
                        LOG.warn("event=sign_in_failed why={} unlogged_before={}", why, before));
        redirects.sendRedirect(
                request, response, StepUp.failed(request) ? PAGE + "?" + StepUp.PARAMETER : PAGE);
    }

    /** How many went without a line since the last one; empty where this one is to go without. */
    synchronized OptionalLong counted(String why) {
        var now = clock.instant();
        var silence = silences.get(why);
        if (silence != null && Duration.between(silence.since, now).abs().compareTo(BETWEEN) < 0) {
            silences.put(why, new Silence(silence.since, silence.failures + 1));
            return OptionalLong.empty();
        }
        silences.put(why, new Silence(now, 0));
        return OptionalLong.of(silence == null ? 0 : silence.failures);
    }

    static String why(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException oauth
                        && CODES.contains(oauth.getError().getErrorCode())
                ? oauth.getError().getErrorCode()
                : "other";
    }
}
