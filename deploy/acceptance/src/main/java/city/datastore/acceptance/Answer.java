package city.datastore.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the platform answered; headers and trailers by their names in lower case. */
final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final Map<String, String> trailers;
    private final byte[] body;

    Answer(int status, Map<String, String> headers, Map<String, String> trailers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.trailers = Map.copyOf(trailers);
        this.body = body;
    }

    int status() {
        return status;
    }

    /** The bytes themselves, not a copy: there may be many. */
    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<String> trailer(String name) {
        return Optional.ofNullable(trailers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as JSON; nothing in it where it is none. */
    JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    List<String> texts(String field) {
        var all = new ArrayList<String>();
        json().path(field).forEach(each -> all.add(each.asString("")));
        return all;
    }
}
