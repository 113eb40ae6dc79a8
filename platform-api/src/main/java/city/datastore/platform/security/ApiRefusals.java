package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers an API call without a good token, as RFC 6750 §3 and RFC 9457 ask. */
final class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String RETRY_SECONDS = "5";
    private static final String REALM = "Bearer realm=\"city-datastore\"";

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            Problem.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "sign-in-unavailable",
                    "Sign-in cannot be checked just now",
                    "The city's identity provider does not answer, so the token cannot be checked:"
                            + " try again in a few seconds.");
        } else if (failure instanceof OAuth2AuthenticationException bad
                && !(bad instanceof InvalidBearerTokenException)
                && "invalid_request".equals(bad.getError().getErrorCode())) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_request\"");
            Problem.write(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "bad-request",
                    "Bad request",
                    "The call carries its token in more than one way: send it once, in the"
                            + " Authorization header.");
        } else if (failure instanceof OAuth2AuthenticationException) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
            Problem.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "sign-in-not-accepted",
                    "Sign-in not accepted",
                    "The token is expired, or not one that the city's identity provider made for"
                            + " this platform: sign in again.");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
            Problem.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "sign-in-needed",
                    "Sign in",
                    "This call needs a bearer token from the city's identity provider.");
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"insufficient_scope\"");
        Problem.write(
                response,
                HttpStatus.FORBIDDEN,
                "refused",
                "Refused",
                "The token does not allow this call.");
    }
}
