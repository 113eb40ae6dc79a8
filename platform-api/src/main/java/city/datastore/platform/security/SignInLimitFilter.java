package city.datastore.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 where a call without a session would begin one, while too many sign-ins are under
 * way. A sign-in does so, and a form, whose token against forgery has to be kept somewhere.
 */
final class SignInLimitFilter extends OncePerRequestFilter {
    private static final String RETRY_SECONDS = "60";

    private final SignInsUnderWay signIns;

    SignInLimitFilter(SignInsUnderWay signIns) {
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (begins(request) && signIns.areTooMany() && request.getSession(false) == null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean begins(HttpServletRequest request) {
        return SignInRequests.PATH.equals(request.getServletPath())
                || !(HttpMethod.GET.matches(request.getMethod())
                        || HttpMethod.HEAD.matches(request.getMethod()));
    }
}
