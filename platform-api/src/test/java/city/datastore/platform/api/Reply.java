package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the platform answered to a call in a test; headers by their names in lower case. */
final class Reply {
    private final int status;
    private final Map<String, String> headers;
    private final Map<String, String> trailers;
    private final byte[] body;

    Reply(int status, Map<String, String> headers, Map<String, String> trailers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.trailers = trailers;
        this.body = body;
    }

    int status() {
        return status;
    }

    byte[] bytes() {
        return body;
    }

    String body() {
        return new String(body, UTF_8);
    }

    /** The header, empty where there is none. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String trailer(String name) {
        return trailers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    List<String> texts(String list, String field) {
        var all = new ArrayList<String>();
        json().path(list).forEach(each -> all.add(each.path(field).asString("")));
        return all;
    }

    /** Fails with the answer in the message if it is not the one that was due. */
    Reply is(int due) {
        assertThat(status).as("%s", body()).isEqualTo(due);
        assertThat(header("X-Request-Id")).isNotEmpty();
        return this;
    }

    /** Checks that it is a problem of that kind. */
    Reply isProblem(int due, String slug) {
        is(due);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(text("type")).isEqualTo("urn:city-datastore:problem:" + slug);
        assertThat(json().path("status").asInt()).isEqualTo(due);
        assertThat(text("title")).isNotEmpty();
        assertThat(text("detail")).isNotEmpty();
        return this;
    }

    /** Checks that it is a refusal that is on the record and says why and what to do. */
    Reply isRefused() {
        is(403);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(header("Audit-Event")).matches("[0-9a-f-]{36}");
        assertThat(json().path("reasons")).isNotEmpty();
        assertThat(text("next")).isNotEmpty();
        return this;
    }

    /** Checks that the answer names its audit event. */
    Reply isRecorded() {
        assertThat(header("Audit-Event")).matches("[0-9a-f-]{36}");
        return this;
    }
}
