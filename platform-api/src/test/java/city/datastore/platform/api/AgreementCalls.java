package city.datastore.platform.api;

import java.util.List;
import java.util.Map;

/** Calls about agreements, from the draft to the end, and what is said about them. */
final class AgreementCalls extends CallTable {
    AgreementCalls(CallTable given) {
        super(given);
    }

    List<Row> ofDrafts() {
        var terms = Stage.terms(dataset, "gla", "all");
        var draft = as("brent.ig").post("/agreements", terms).is(201);
        String path = "/agreements/" + draft.text("reference");
        String tag = draft.header("ETag");
        return List.of(
                recorded("post /agreements", 201, () -> as("brent.ig").post("/agreements", terms)),
                refused("post /agreements", () -> as("camden.ig").post("/agreements", terms)),
                recorded(
                        "put /agreements/{reference}",
                        200,
                        () -> as("brent.ig").header("If-Match", tag).put(path, terms)),
                refused(
                        "put /agreements/{reference}",
                        () -> as("camden.ig").header("If-Match", tag).put(path, terms)),
                refused(
                        "post /agreements/{reference}/proposal",
                        () -> as("brent.officer").post(path + "/proposal")),
                recorded(
                        "post /agreements/{reference}/proposal",
                        200,
                        () -> as("brent.ig").post(path + "/proposal")),
                refused(
                        "post /agreements/{reference}/return",
                        () -> as("brent.ig").post(path + "/return")),
                recorded(
                        "post /agreements/{reference}/return",
                        200,
                        () -> as("gla.ig").post(path + "/return")));
    }

    List<Row> ofAgreements() {
        String reference =
                as("brent.ig")
                        .post("/agreements", Stage.terms(dataset, "gla", "all"))
                        .is(201)
                        .text("reference");
        String path = "/agreements/" + reference;
        as("brent.ig").post(path + "/proposal").is(200);
        var lfb = Stage.terms(dataset, "lfb", "all");
        lfb.put("particulars", Map.of("party/lfb", Map.of("siro", "siro@lfb.example")));
        String earlier = as("brent.ig").post("/agreements", lfb).is(201).text("reference");
        as("brent.ig").post("/agreements/" + earlier + "/proposal").is(200);
        as("lfb.ig").post("/agreements/" + earlier + "/approval").is(200);
        String said =
                "/agreements/"
                        + as("brent.ig").post("/agreements", lfb).is(201).text("reference")
                        + "/parties/lfb/earlier-answers";
        var why = Map.<String, Object>of("reason", "A column looks wrong.");
        var advice = Map.<String, Object>of("office", "dpo", "comment", "Mind it.");
        return List.of(
                refused(
                        "post /agreements/{reference}/approval",
                        () -> as("brent.ig").post(path + "/approval")),
                recorded(
                        "post /agreements/{reference}/approval",
                        200,
                        () -> as("gla.ig").post(path + "/approval")),
                recorded("get /agreements", 200, () -> as("gla.officer").get("/agreements")),
                recorded(
                        "post /coverage",
                        200,
                        () -> as("gla.officer").post("/coverage", Map.of("dataset", dataset))),
                recorded(
                        "get /agreements/questions",
                        200,
                        () -> as("gla.officer").get("/agreements/questions")),
                recorded("get /agreements/{reference}", 200, () -> as("gla.officer").get(path)),
                refused("get /agreements/{reference}", () -> as("camden.ig").get(path)),
                recorded(
                        "get /agreements/{reference}/parties/{agency}/earlier-answers",
                        200,
                        () -> as("brent.ig").get(said)),
                refused(
                        "get /agreements/{reference}/parties/{agency}/earlier-answers",
                        () -> as("camden.ig").get(said)),
                recorded(
                        "get /agreements/{reference}/odrl",
                        200,
                        () -> as("gla.officer").get(path + "/odrl")),
                refused(
                        "get /agreements/{reference}/odrl",
                        () -> as("camden.ig").get(path + "/odrl")),
                recorded(
                        "get /agreements/{reference}/document.pdf",
                        200,
                        () -> as("gla.officer").get(path + "/document.pdf")),
                refused(
                        "get /agreements/{reference}/document.pdf",
                        () -> as("camden.ig").get(path + "/document.pdf")),
                recorded(
                        "get /agreements/{reference}/history",
                        200,
                        () -> as("gla.officer").get(path + "/history")),
                refused(
                        "get /agreements/{reference}/history",
                        () -> as("camden.ig").get(path + "/history")),
                recorded(
                        "get /agreements/{reference}/signatures",
                        200,
                        () -> as("gla.officer").get(path + "/signatures")),
                refused(
                        "get /agreements/{reference}/signatures",
                        () -> as("camden.ig").get(path + "/signatures")),
                recorded(
                        "get /agreements/{reference}/editions/{edition}",
                        200,
                        () -> as("gla.officer").get(path + "/editions/1")),
                refused(
                        "get /agreements/{reference}/editions/{edition}",
                        () -> as("camden.ig").get(path + "/editions/1")),
                recorded(
                        "post /agreements/{reference}/sign-off",
                        200,
                        () -> as("gla.dpo").post(path + "/sign-off", advice)),
                refused(
                        "post /agreements/{reference}/sign-off",
                        () -> as("gla.officer").post(path + "/sign-off", advice)),
                refused(
                        "post /agreements/{reference}/suspension",
                        () -> as("camden.ig").post(path + "/suspension", why)),
                recorded(
                        "post /agreements/{reference}/suspension",
                        200,
                        () -> as("brent.ig").post(path + "/suspension", why)),
                refused(
                        "post /agreements/{reference}/resumption",
                        () -> as("gla.ig").post(path + "/resumption")),
                recorded(
                        "post /agreements/{reference}/resumption",
                        200,
                        () -> as("brent.ig").post(path + "/resumption")),
                refused(
                        "post /agreements/{reference}/termination",
                        () -> as("gla.officer").post(path + "/termination", why)),
                recorded(
                        "post /agreements/{reference}/termination",
                        200,
                        () -> as("gla.ig").post(path + "/termination", why)));
    }

    List<Row> ofComments() {
        String draft =
                as("brent.ig")
                        .post("/agreements", titled("To be commented on"))
                        .is(201)
                        .text("reference");
        String path = "/agreements/" + draft + "/comments";
        var comment = Map.<String, Object>of("clause", "title", "text", "Say which year.");
        var words = Map.<String, Object>of("text", "2027.");
        return List.of(
                recorded(
                        "post /agreements/{reference}/comments",
                        201,
                        () -> as("gla.ig").post(path, comment)),
                refused(
                        "post /agreements/{reference}/comments",
                        () -> as("gla.officer").post(path, comment)),
                recorded(
                        "get /agreements/{reference}/comments",
                        200,
                        () -> as("gla.officer").get(path)),
                refused("get /agreements/{reference}/comments", () -> as("camden.ig").get(path)),
                recorded(
                        "post /agreements/{reference}/comments/{number}/answers",
                        201,
                        () -> as("brent.ig").post(path + "/1/answers", words)),
                refused(
                        "post /agreements/{reference}/comments/{number}/answers",
                        () -> as("camden.ig").post(path + "/1/answers", words)),
                refused(
                        "post /agreements/{reference}/comments/{number}/settlement",
                        () -> as("brent.officer").post(path + "/1/settlement")),
                recorded(
                        "post /agreements/{reference}/comments/{number}/settlement",
                        200,
                        () -> as("brent.ig").post(path + "/1/settlement")));
    }

    List<Row> ofTemplates() {
        String id = Stage.newName();
        var template = TemplatesApiIT.template(id);
        String diff = "/agreements/" + agreement + "/diff?from=1&to=1";
        return List.of(
                recorded("post /templates", 201, () -> as("gla.ig").post("/templates", template)),
                refused("post /templates", () -> as("gla.officer").post("/templates", template)),
                recorded("get /templates", 200, () -> as("camden.officer").get("/templates")),
                recorded(
                        "get /templates/{template}/versions/{templateVersion}",
                        200,
                        () -> as("camden.officer").get("/templates/" + id + "/versions/1")),
                recorded(
                        "get /agreements/{reference}/diff", 200, () -> as("gla.officer").get(diff)),
                refused("get /agreements/{reference}/diff", () -> as("camden.ig").get(diff)));
    }
}
