package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Leads whoever could not be signed in to a page that says so, which begins nothing by itself:
 * whoever is signed in at Keycloak would else go round in circles. Why is for the log; what came in
 * the address (code, state) stays behind.
 */
final class FailedSignIns implements AuthenticationFailureHandler {
    static final String PAGE = "/sign-in/failed";

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

    /** Of OAuth; anybody can send a word of their own instead. */
    private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

    private final RedirectStrategy redirects = new DefaultRedirectStrategy();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        LOG.warn("event=sign_in_failed why={}", why(failure));
        redirects.sendRedirect(request, response, PAGE);
    }

    static String why(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException oauth
                        && CODE.matcher(oauth.getError().getErrorCode()).matches()
                ? oauth.getError().getErrorCode()
                : "other";
    }
}
