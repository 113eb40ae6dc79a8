package city.datastore.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that says it is compressed or coded otherwise (RFC 9110 §8.4, §15.5.16), before a
 * byte of it is read: nothing here decodes one, and a file stored as it came would leave under a
 * media type that its bytes are not of.
 */
final class ContentCodingFilter extends OncePerRequestFilter {
    private static final String IDENTITY = "identity";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        Problem.write(
                response,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "content-coding",
                "A coded body is not taken",
                "The header Content-Encoding says that the body is coded, and nothing is decoded"
                        + " here; decode it first and send it without that header. Nothing was"
                        + " stored.");
    }

    /** Whether every coding it names, on however many lines, is the one that changes nothing. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .allMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase(IDENTITY));
    }
}
