package city.datastore.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that cannot be decoded, before anybody reads them: whoever reads them first
 * would fail with an exception that repeats what was sent, which may be personal data and belongs
 * in no log.
 */
final class ParametersFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var _ = request.getParameterNames();
        } catch (InvalidParameterException undecodable) {
            refuse(request, response, undecodable.getErrorCode());
            return;
        }
        chain.doFilter(request, response);
    }

    /** The bodies of machines are read where they are wanted: an upload may call itself a form. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getQueryString() == null && Problem.isDue(request.getRequestURI());
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, int status)
            throws IOException {
        if (!Problem.isDue(request.getRequestURI())) {
            response.sendError(status);
            return;
        }
        Problem.write(
                response,
                HttpStatus.valueOf(status),
                "bad-parameter",
                "A parameter cannot be understood",
                "a parameter is not percent-encoded UTF-8 (RFC 3986 section 2.1), or there are too"
                        + " many; write a percent sign as %25");
    }
}
