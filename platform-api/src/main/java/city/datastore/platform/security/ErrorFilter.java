package city.datastore.platform.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a machine with a problem where a call failed outside of every controller, as when the
 * firewall turns its path away; the framework would answer in a form of its own. For dispatches of
 * the type {@link DispatcherType#ERROR} alone.
 */
final class ErrorFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (response.isCommitted()
                || !(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)
                        instanceof String path)
                || !Problem.isDue(path)) {
            chain.doFilter(request, response);
            return;
        }
        HttpStatus known = HttpStatus.resolve(response.getStatus());
        HttpStatus status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == HttpStatus.NOT_FOUND) {
            Problem.write(
                    response, status, "not-found", "Not found", "There is nothing at this path.");
        } else if (status.is5xxServerError()) {
            Problem.write(
                    response,
                    status,
                    "unexpected",
                    "Something went wrong on the platform",
                    "The platform made a mistake: give its operators the request id.");
        } else {
            Problem.write(
                    response,
                    status,
                    "bad-call",
                    status.getReasonPhrase(),
                    "The call was turned away before it was read: see /api/openapi.json, and look"
                            + " whether its path has // or a semicolon in it.");
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
