package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** What the filters answer before a call reaches a controller, as problem+json (RFC 9457). */
final class Problem {
    private static final JsonMapper JSON = new JsonMapper();

    private record Body(String type, String title, int status, String detail) {}

    private Problem() {}

    static void write(
            HttpServletResponse response,
            HttpStatus status,
            String slug,
            String title,
            String detail)
            throws IOException {
        var body = new Body("urn:city-datastore:problem:" + slug, title, status.value(), detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(JSON.writeValueAsBytes(body));
    }
}
