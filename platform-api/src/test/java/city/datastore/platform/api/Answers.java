package city.datastore.platform.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Fills in a full agreement as somebody would who answers whatever is asked. */
final class Answers {
    private static final int ROUNDS = 4;

    private Answers() {}

    /** The draft with every question answered; the terms take the answers in. */
    static Reply complete(Calls lead, String path, Map<String, Object> terms, Reply draft) {
        var particulars = new TreeMap<String, Map<String, Object>>();
        terms.put("particulars", particulars);
        var questions = lead.get("/agreements/questions").is(200).json();
        Reply now = draft;
        for (int round = 0; round < ROUNDS && !missing(now).isEmpty(); round++) {
            for (String field : missing(now)) {
                answer(particulars, field.substring("particulars.".length()), questions);
            }
            now = lead.header("If-Match", now.header("ETag")).put(path, terms).is(200);
        }
        return now;
    }

    static List<String> missing(Reply draft) {
        return draft.json()
                .path("missing")
                .valueStream()
                .map(each -> each.path("field").asString())
                .toList();
    }

    private static void answer(
            Map<String, Map<String, Object>> particulars, String field, JsonNode questions) {
        int dot = field.lastIndexOf('.');
        String place = field.substring(0, dot);
        String id = field.substring(dot + 1);
        String about = place.contains("/") ? place.substring(0, place.indexOf('/')) : place;
        var question =
                questions
                        .path("questions")
                        .valueStream()
                        .filter(each -> each.path("id").asString().equals(id))
                        .filter(each -> each.path("about").asString().equals(about))
                        .findFirst()
                        .orElseThrow();
        particulars
                .computeIfAbsent(place, _ -> new HashMap<>())
                .put(id, value(question, questions));
    }

    private static Object value(JsonNode question, JsonNode questions) {
        return switch (question.path("kind").asString()) {
            case "word", "words" ->
                    questions
                            .path("vocabularies")
                            .valueStream()
                            .filter(each -> each.path("name").equals(question.path("vocabulary")))
                            .findFirst()
                            .orElseThrow()
                            .at("/words/0/code")
                            .asString();
            case "yes" -> true;
            case "number" -> 12;
            case "day" -> "2027-12-31";
            case "link", "links" -> List.of("https://example.org/notice");
            case "email" -> "ig@example.org";
            default -> "<script>alert(1)</script> & more";
        };
    }
}
