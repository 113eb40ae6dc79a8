package city.datastore.platform.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** What the filters answer where a call reaches no controller, as problem+json (RFC 9457). */
public final class Problem {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> OF_MACHINES =
            List.of("/api/", "/access/", "/log/", "/.well-known/", "/actuator/");

    private record Body(String type, String title, int status, String detail) {}

    private Problem() {}

    /** Whether whoever asks for that path is a machine; people get pages. */
    public static boolean isDue(String path) {
        return OF_MACHINES.stream().anyMatch(path::startsWith);
    }

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
