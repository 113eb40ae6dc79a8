package city.datastore.platform.security;

import city.datastore.audit.names.NameException;
import city.datastore.audit.names.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives every call a name that its answer, its log lines and its audit event share: the caller's
 * own where it is well formed, else a new one.
 */
public final class RequestIdFilter extends OncePerRequestFilter {
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestIdFilter.class.getName();
    private static final String LOG_KEY = "request";
    private static final int RANDOM_BYTES = 16;

    /** There any text comes back as it was sent (AuthZEN Authorization API 1.0, section 10.1). */
    private static final String STANDARD_DOOR = "/access/v1/";

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,1024}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The id of this call. */
    public static RequestId of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestId id ? id : fresh();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        // one call is dispatched again where it failed, and keeps its id
        RequestId id =
                request.getAttribute(ATTRIBUTE) instanceof RequestId known
                        ? known
                        : wellFormed(given);
        request.setAttribute(ATTRIBUTE, id);
        if (!response.containsHeader(HEADER)) {
            response.setHeader(
                    HEADER,
                    given != null
                                    && request.getRequestURI().startsWith(STANDARD_DOOR)
                                    && PRINTABLE.matcher(given).matches()
                            ? given
                            : id.value());
        }
        MDC.put(LOG_KEY, id.value());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOG_KEY);
        }
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static RequestId wellFormed(@Nullable String given) {
        if (given == null) {
            return fresh();
        }
        try {
            return new RequestId(given);
        } catch (NameException _) {
            return fresh();
        }
    }

    private static RequestId fresh() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new RequestId(HexFormat.of().formatHex(bytes));
    }
}
