package city.datastore.platform.api;

import java.util.List;
import java.util.Map;

/** Calls by which parties change an agreement, review it and assess its impact. */
final class PartyCalls extends CallTable {
    PartyCalls(CallTable given) {
        super(given);
    }

    List<Row> ofParties() {
        String path = "/agreements/" + stage.agreement(dataset, "gla", "all");
        var invitation =
                Map.<String, Object>of(
                        "agency", "camden", "role", "independent_controller", "receives", true);
        var nudge = Map.<String, Object>of("agency", "camden");
        var asked = Map.<String, Object>of("agency", "gla");
        var why = Map.<String, Object>of("reason", "Not needed.");
        var by = Map.<String, Object>of("by", agreement);
        var advice = Map.<String, Object>of("office", "dpo", "comment", "Mind it.");
        var next = titled("Another title");
        return List.of(
                refused(
                        "post /agreements/{reference}/invitation",
                        () -> as("mps.ig").post(path + "/invitation", invitation)),
                recorded(
                        "post /agreements/{reference}/invitation",
                        200,
                        () -> as("brent.ig").post(path + "/invitation", invitation)),
                refused(
                        "post /agreements/{reference}/nudge",
                        () -> as("gla.officer").post(path + "/nudge", nudge)),
                recorded(
                        "post /agreements/{reference}/nudge",
                        200,
                        () -> as("gla.ig").post(path + "/nudge", nudge)),
                refused(
                        "post /agreements/{reference}/departure",
                        () -> as("mps.ig").post(path + "/departure", why)),
                recorded(
                        "post /agreements/{reference}/departure",
                        200,
                        () -> as("camden.ig").post(path + "/departure", why)),
                recorded(
                        "post /agreements/{reference}/variation",
                        201,
                        () -> as("brent.ig").post(path + "/variation")),
                refused(
                        "post /agreements/{reference}/variation",
                        () -> as("mps.ig").post(path + "/variation")),
                recorded(
                        "get /agreements/{reference}/variation",
                        200,
                        () -> as("gla.officer").get(path + "/variation")),
                refused(
                        "get /agreements/{reference}/variation",
                        () -> as("mps.ig").get(path + "/variation")),
                recorded("put /agreements/{reference}/variation", 200, () -> edited(path)),
                refused(
                        "put /agreements/{reference}/variation",
                        () ->
                                as("mps.ig")
                                        .header("If-Match", "\"1\"")
                                        .put(path + "/variation", next)),
                recorded(
                        "post /agreements/{reference}/variation/proposal",
                        200,
                        () -> as("brent.ig").post(path + "/variation/proposal")),
                refused(
                        "post /agreements/{reference}/variation/proposal",
                        () -> as("mps.ig").post(path + "/variation/proposal")),
                refused(
                        "post /agreements/{reference}/variation/nudge",
                        () -> as("gla.officer").post(path + "/variation/nudge", asked)),
                recorded(
                        "post /agreements/{reference}/variation/nudge",
                        200,
                        () -> as("brent.ig").post(path + "/variation/nudge", asked)),
                recorded(
                        "post /agreements/{reference}/variation/sign-off",
                        200,
                        () -> as("gla.dpo").post(path + "/variation/sign-off", advice)),
                refused(
                        "post /agreements/{reference}/variation/sign-off",
                        () -> as("gla.officer").post(path + "/variation/sign-off", advice)),
                recorded(
                        "post /agreements/{reference}/variation/return",
                        200,
                        () -> as("gla.ig").post(path + "/variation/return")),
                refused(
                        "post /agreements/{reference}/variation/return",
                        () -> as("mps.ig").post(path + "/variation/return")),
                refused(
                        "post /agreements/{reference}/variation/approval",
                        () -> as("mps.ig").post(path + "/variation/approval")),
                recorded(
                        "post /agreements/{reference}/variation/approval", 200, () -> agreed(path)),
                refused(
                        "post /agreements/{reference}/variation/withdrawal",
                        () -> withdrawn(path, "mps.ig")),
                recorded(
                        "post /agreements/{reference}/variation/withdrawal",
                        200,
                        () -> as("brent.ig").post(path + "/variation/withdrawal", why)),
                refused(
                        "post /agreements/{reference}/supersession",
                        () -> as("mps.ig").post(path + "/supersession", by)),
                recorded(
                        "post /agreements/{reference}/supersession",
                        200,
                        () -> as("brent.ig").post(path + "/supersession", by)));
    }

    List<Row> ofReviews() {
        var reviewing = new Reviewing(stage);
        String path = reviewing.path() + "/review";
        var ended = Map.<String, Object>of("outcome", "ended", "comment", "Not needed.");
        return List.of(
                recorded("get /agreements/{reference}/review", 200, () -> as("gla.ig").get(path)),
                refused("get /agreements/{reference}/review", () -> as("gla.officer").get(path)),
                refused(
                        "post /agreements/{reference}/review/narrowing",
                        () -> as("mps.ig").post(path + "/narrowing")),
                recorded(
                        "post /agreements/{reference}/review/narrowing",
                        201,
                        () -> reviewing.once(1).post(path + "/narrowing")),
                refused(
                        "post /agreements/{reference}/review",
                        () -> as("mps.ig").post(path, ended)),
                recorded(
                        "post /agreements/{reference}/review",
                        200,
                        () -> as("gla.ig").post(path, ended)));
    }

    List<Row> ofAssessments() {
        String path = "/agreements/" + stage.agreement(dataset, "gla", "all") + "/dpia";
        var assessing = new Assessing(stage, path);
        var content = assessing.content("possible", "severe");
        var advice = Assessing.advice("agrees");
        var outcome = Assessing.outcome("accepted", "");
        var consultation = Assessing.consultation("advice");
        return List.of(
                recorded(
                        "get /agreements/{reference}/dpia", 200, () -> as("gla.officer").get(path)),
                refused("get /agreements/{reference}/dpia", () -> as("camden.ig").get(path)),
                refused(
                        "put /agreements/{reference}/dpia",
                        () -> assessing.latest("gla.officer").put(path, content)),
                recorded(
                        "put /agreements/{reference}/dpia",
                        200,
                        () -> assessing.latest("gla.ig").put(path, content)),
                refused(
                        "post /agreements/{reference}/dpia/advice",
                        () ->
                                as("camden.ig")
                                        .header("If-Match", "\"1\"")
                                        .post(path + "/advice", advice)),
                recorded(
                        "post /agreements/{reference}/dpia/advice",
                        200,
                        () -> assessing.latest("brent.ig").post(path + "/advice", advice)),
                refused(
                        "post /agreements/{reference}/dpia/outcome",
                        () -> assessing.latest("gla.officer").post(path + "/outcome", outcome)),
                recorded(
                        "post /agreements/{reference}/dpia/outcome",
                        200,
                        () -> assessing.latest("gla.ig").post(path + "/outcome", outcome)),
                refused(
                        "post /agreements/{reference}/dpia/consultation",
                        () ->
                                assessing
                                        .latest("brent.officer")
                                        .post(path + "/consultation", consultation)),
                recorded(
                        "post /agreements/{reference}/dpia/consultation",
                        200,
                        () ->
                                assessing
                                        .latest("brent.ig")
                                        .post(path + "/consultation", consultation)));
    }

    private Reply edited(String path) {
        String tag = as("brent.ig").get(path + "/variation").is(200).header("ETag");
        return as("brent.ig")
                .header("If-Match", tag)
                .put(path + "/variation", titled("Another title"));
    }

    private Reply agreed(String path) {
        as("brent.ig").post(path + "/variation/proposal").is(200);
        return as("gla.ig").post(path + "/variation/approval");
    }

    private Reply withdrawn(String path, String person) {
        as("brent.ig").post(path + "/variation").is(201);
        return as(person).post(path + "/variation/withdrawal", Map.of("reason", "Not needed."));
    }
}
