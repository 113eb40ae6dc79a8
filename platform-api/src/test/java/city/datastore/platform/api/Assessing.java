package city.datastore.platform.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills in the assessment of one agreement over HTTP. */
final class Assessing {
    private final Stage stage;
    private final String path;

    /**
     * @param path of the assessment, below /api/v1
     */
    Assessing(Stage stage, String path) {
        this.stage = stage;
        this.path = path;
    }

    /** A party's person who has read the assessment as it is now. */
    Calls latest(String person) {
        return stage.as(person).header("If-Match", stage.as(person).get(path).header("ETag"));
    }

    /** Everything that is asked, and one risk, reduced to that. */
    Map<String, Object> content(String likelihoodAfter, String severityAfter) {
        var now = stage.as("brent.ig").get(path).is(200).json();
        var screening = new HashMap<String, Object>();
        now.at("/screening/criteria")
                .forEach(each -> {
                    if (!each.path("computed").asBoolean()) {
                        screening.put(each.path("id").asString(), Map.of("answer", false));
                    }
                });
        var answers = new HashMap<String, Object>();
        now.path("steps")
                .forEach(step ->
                        step.path("questions")
                                .forEach(each ->
                                        answers.put(
                                                each.path("id").asString(),
                                                "<script>alert(1)</script> & more")));
        var content = new HashMap<String, Object>();
        content.put("screening", screening);
        content.put("answers", answers);
        content.put("risks", List.of(risk("probable", "severe", likelihoodAfter, severityAfter)));
        return content;
    }

    static Map<String, Object> risk(
            String likelihood, String severity, String likelihoodAfter, String severityAfter) {
        return Map.of(
                "text",
                "Somebody learns a diagnosis.",
                "likelihood",
                likelihood,
                "severity",
                severity,
                "treatment",
                Map.of(
                        "effect",
                        "reduced",
                        "measures",
                        "Two people can read it.",
                        "likelihood",
                        likelihoodAfter,
                        "severity",
                        severityAfter));
    }

    static Map<String, Object> advice(String position) {
        return Map.of(
                "adviser",
                "Data protection officer of Brent",
                "position",
                position,
                "text",
                "Go by the measures.");
    }

    static Map<String, Object> outcome(String outcome, String reasons) {
        return Map.of("decider", "SIRO of the GLA", "outcome", outcome, "reasons", reasons);
    }

    static Map<String, Object> consultation(String answer) {
        return Map.of(
                "reference",
                "IC-123456-X7",
                "asked",
                Stage.today().minusDays(60).toString(),
                "answer",
                answer,
                "text",
                "They wrote back.");
    }

    /** Written by Brent, advised by Brent, decided by the GLA; the last answer. */
    Reply finish(String likelihoodAfter, String severityAfter) {
        var content = content(likelihoodAfter, severityAfter);
        latest("brent.ig").put(path, content).is(200);
        latest("brent.ig").post(path + "/advice", advice("agrees")).is(200);
        return latest("gla.ig").post(path + "/outcome", outcome("accepted", "")).is(200);
    }
}
