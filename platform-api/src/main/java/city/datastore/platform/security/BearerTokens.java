package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Finds the bearer token of a call (RFC 6750 §2.1). The framework's own resolver looks at each of a
 * token's thousand characters with a regular expression, an eighth of the processor time of a short
 * call; here a plain call with a well-formed token is read by hand, and whatever is unusual is left
 * to it.
 */
final class BearerTokens implements BearerTokenResolver {
    private static final String SCHEME = "Bearer ";

    private final BearerTokenResolver unusual = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && hasNoParameters(request) && isWellFormed(header)
                ? header.substring(SCHEME.length())
                : unusual.resolve(request);
    }

    /** A token in a parameter, beside the one in the header, is for the framework to refuse. */
    private static boolean hasNoParameters(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getQueryString() == null && (type == null || !type.contains("form"));
    }

    /** {@code Bearer}, a space, and a b64token: some characters, then perhaps signs of equality. */
    private static boolean isWellFormed(String header) {
        if (!header.startsWith(SCHEME)) {
            return false;
        }
        int end = header.length();
        while (end > SCHEME.length() && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = SCHEME.length(); i < end; i++) {
            if (!isOfToken(header.charAt(i))) {
                return false;
            }
        }
        return end > SCHEME.length();
    }

    private static boolean isOfToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~+/".indexOf(c) >= 0;
    }
}
