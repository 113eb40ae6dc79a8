package city.datastore.platform.api;

import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tests of AuthZEN have in common: a dataset that somebody may read, and who asks about
 * it.
 */
abstract class AuthzenRoom {
    static final String EVALUATION = "/access/v1/evaluation";
    static final String EVALUATIONS = "/access/v1/evaluations";
    static final String SUBJECTS = "/access/v1/search/subject";
    static final String RESOURCES = "/access/v1/search/resource";
    static final String ACTIONS = "/access/v1/search/action";

    final Stage stage = new Stage(RunningPlatform.shared());
    final String dataset = stage.dataset("brent");
    final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
    final String grant = stage.grant(dataset, agreement, "gla.officer");

    static boolean decision(Calls by, Map<String, Object> asked) {
        return by.post(EVALUATION, asked).is(200).json().path("decision").asBoolean();
    }

    /** The event of a question. */
    Reply event(Reply answer) {
        return Trails.event(as("city.auditor"), answer.header("Audit-Event"));
    }

    /** Whom the record says that a question was about. */
    String person(Reply answer) {
        return JsonMapper.shared()
                .readTree(event(answer).text("canonical"))
                .at("/unmapped/details/person")
                .asString("");
    }

    static String reason(JsonNode answer) {
        return answer.path("context").path("reasons").path(0).path("code").asString("");
    }

    static Map<String, Object> user(String name) {
        return Map.of("type", "user", "id", name);
    }

    Map<String, Object> question(String person) {
        var asked = new HashMap<String, Object>();
        asked.put("subject", user(person));
        asked.put("action", Map.of("name", "read"));
        asked.put(
                "resource",
                Map.of(
                        "type",
                        "dataset",
                        "id",
                        dataset,
                        "properties",
                        Map.of("columns", Stage.COLUMNS)));
        asked.put("context", Map.of("agreement", agreement, "purpose", Stage.PURPOSE));
        return asked;
    }

    /** A search in all that is allowed. */
    Map<String, Object> search(Map<String, Object> subject) {
        var asked = question("x");
        asked.put("subject", subject);
        asked.remove("context");
        return asked;
    }

    Calls as(String person) {
        return stage.as(person);
    }
}
