package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every call of the API, allowed and refused, and whether its answer names its audit event: always
 * where it shows or changes data or state, and never for what everybody may know.
 */
class EveryCallIT {
    private static final String EVENT = "[0-9a-f-]{36}";

    private final Stage stage = new Stage(RunningPlatform.shared());

    /** A call as the API's document names it, and what its answer is to be. */
    private record Row(String call, int status, boolean recorded, Supplier<Reply> made) {
        String title() {
            return call + " answers " + status + (recorded ? " and names its event" : "");
        }
    }

    private final String dataset = stage.dataset("brent");
    private final String empty = stage.emptyDataset("brent");
    private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
    private final String grant = stage.grant(dataset, agreement, "gla.officer");

    private Stream<Row> rows() {
        return Stream.of(
                        ofEverybody(),
                        ofDatasets(),
                        ofDrafts(),
                        ofAgreements(),
                        ofParties(),
                        ofReviews(),
                        ofAssessments(),
                        ofComments(),
                        ofTemplates(),
                        ofRequests(),
                        ofRequestsOnTheirWay(),
                        ofTeams(),
                        ofConfirming(),
                        ofGrants(),
                        ofProhibitions(),
                        ofConditions(),
                        ofRolePolicies(),
                        ofEmergencies(),
                        ofRetention(),
                        ofSubjects(),
                        ofTheRecord(),
                        ofAlerts())
                .flatMap(List::stream);
    }

    private List<Row> ofEverybody() {
        return List.of(
                plain("get /agencies", () -> as("lfb.officer").get("/agencies")),
                plain("get /agencies/{code}", () -> as("lfb.officer").get("/agencies/brent")),
                plain("get /datasets", () -> as("lfb.officer").get("/datasets")),
                plain("get /datasets/{agency}/{name}", () -> as("lfb.officer").get(path(""))),
                plain(
                        "get /datasets/{agency}/{name}/versions",
                        () -> as("lfb.officer").get(path("/versions"))),
                plain(
                        "get /datasets/{agency}/{name}/versions/{version}",
                        () -> as("lfb.officer").get(path("/versions/1"))),
                plain(
                        "post /decisions",
                        () -> as("lfb.officer").post("/decisions", question("lfb.officer"))));
    }

    private List<Row> ofDatasets() {
        String versions = "/datasets/" + empty + "/versions";
        String content = Stage.content(dataset, agreement);
        return List.of(
                recorded(
                        "post /datasets",
                        201,
                        () ->
                                as("brent.steward")
                                        .post("/datasets", Stage.description(Stage.newName()))),
                refused(
                        "post /datasets",
                        () ->
                                as("brent.officer")
                                        .post("/datasets", Stage.description(Stage.newName()))),
                recorded(
                        "post /datasets/{agency}/{name}/versions",
                        201,
                        () -> as("brent.steward").upload(versions, Stage.FILE)),
                refused(
                        "post /datasets/{agency}/{name}/versions",
                        () -> as("gla.steward").upload(versions, Stage.FILE)),
                recorded(
                        "get /datasets/{agency}/{name}/versions/{version}/content",
                        200,
                        () -> as("gla.officer").get(content)),
                refused(
                        "get /datasets/{agency}/{name}/versions/{version}/content",
                        () -> as("camden.officer").get(content)));
    }

    private List<Row> ofDrafts() {
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

    private List<Row> ofAgreements() {
        String reference =
                as("brent.ig")
                        .post("/agreements", Stage.terms(dataset, "gla", "all"))
                        .is(201)
                        .text("reference");
        String path = "/agreements/" + reference;
        as("brent.ig").post(path + "/proposal").is(200);
        var before = Stage.terms(dataset, "gla", "all");
        before.put("particulars", Map.of("party/brent", Map.of("siro", "siro@brent.example")));
        String earlier = as("brent.ig").post("/agreements", before).is(201).text("reference");
        as("brent.ig").post("/agreements/" + earlier + "/proposal").is(200);
        as("gla.ig").post("/agreements/" + earlier + "/approval").is(200);
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
                        () -> as("gla.officer").get(path + "/parties/brent/earlier-answers")),
                refused(
                        "get /agreements/{reference}/parties/{agency}/earlier-answers",
                        () -> as("camden.ig").get(path + "/parties/brent/earlier-answers")),
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

    private List<Row> ofParties() {
        String path = "/agreements/" + stage.agreement(dataset, "gla", "all");
        var invitation =
                Map.<String, Object>of(
                        "agency", "camden", "role", "independent_controller", "receives", true);
        var nudge = Map.<String, Object>of("agency", "camden");
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

    private List<Row> ofReviews() {
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

    private List<Row> ofAssessments() {
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

    private List<Row> ofTemplates() {
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

    private List<Row> ofComments() {
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

    private Map<String, Object> titled(String title) {
        var terms = Stage.terms(dataset, "gla", "all");
        terms.put("title", title);
        return terms;
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

    private List<Row> ofRequests() {
        var ask = Stage.ask(dataset, agreement);
        String first = "/access-requests/" + stage.request(dataset, agreement, "gla.officer");
        var yes = Map.<String, Object>of("until", Stage.today().plusDays(9).toString());
        var no = Map.<String, Object>of("reason", "Ask for the totals.");
        return List.of(
                recorded(
                        "get /access-requests",
                        200,
                        () -> as("gla.officer").get("/access-requests")),
                recorded("get /access-requests/{id}", 200, () -> as("gla.officer").get(first)),
                refused("get /access-requests/{id}", () -> as("camden.ig").get(first)),
                refused(
                        "post /access-requests/{id}/withdrawal",
                        () -> as("brent.ig").post(first + "/withdrawal")),
                recorded(
                        "post /access-requests/{id}/withdrawal",
                        200,
                        () -> as("gla.officer").post(first + "/withdrawal")),
                refused("post /access-requests", () -> as("gla.ig").post("/access-requests", ask)),
                recorded(
                        "post /access-requests",
                        201,
                        () -> as("gla.officer").post("/access-requests", ask)),
                refused(
                        "post /access-requests/{id}/refusal",
                        () -> as("gla.ig").post(waiting() + "/refusal", no)),
                recorded(
                        "post /access-requests/{id}/refusal",
                        200,
                        () -> as("brent.ig").post(waiting() + "/refusal", no)),
                refused(
                        "post /access-requests/{id}/grant",
                        () -> {
                            stage.request(dataset, agreement, "gla.officer");
                            return as("gla.ig").post(waiting() + "/grant", yes);
                        }),
                recorded(
                        "post /access-requests/{id}/grant",
                        200,
                        () -> as("brent.ig").post(waiting() + "/grant", yes)));
    }

    private List<Row> ofRequestsOnTheirWay() {
        var content = Map.<String, Object>of("datasets", List.of(dataset));
        var what = Map.<String, Object>of("comment", "Half a year is enough.");
        String drafts = "/access-request-drafts";
        String one = drafts + "/" + draft();
        String gone = drafts + "/" + draft();
        String sent = drafts + "/" + draft();
        return List.of(
                recorded("get " + drafts, 200, () -> as("gla.officer").get(drafts)),
                recorded("post " + drafts, 201, () -> as("gla.officer").post(drafts, content)),
                recorded("get " + drafts + "/{id}", 200, () -> as("gla.officer").get(one)),
                recorded("put " + drafts + "/{id}", 200, () -> as("gla.officer").put(one, content)),
                recorded("delete " + drafts + "/{id}", 200, () -> as("gla.officer").delete(gone)),
                refused(
                        "post /access-requests/{id}/return",
                        () -> {
                            stage.request(dataset, agreement, "gla.officer");
                            return as("gla.ig").post(waiting() + "/return", what);
                        }),
                recorded(
                        "post /access-requests/{id}/return",
                        200,
                        () -> as("brent.ig").post(waiting() + "/return", what)),
                recorded(
                        "post /access-requests/{id}/copy",
                        201,
                        () -> as("gla.officer").post(returned() + "/copy")),
                refused(
                        "post " + drafts + "/{id}/sending",
                        () -> as("gla.ig").post(lead() + "/sending")),
                recorded(
                        "post " + drafts + "/{id}/sending",
                        201,
                        () -> as("gla.officer").post(sent + "/sending")),
                recorded(
                        "post /grants/{id}/renewal",
                        201,
                        () -> as("gla.officer").post("/grants/" + grant + "/renewal")));
    }

    /** Of somebody who may not ask: only sending it is refused. */
    private String lead() {
        return "/access-request-drafts/"
                + as("gla.ig").post("/access-request-drafts", filled()).is(201).text("id");
    }

    private String draft() {
        return as("gla.officer").post("/access-request-drafts", filled()).is(201).text("id");
    }

    private Map<String, Object> filled() {
        var ask = Stage.ask(dataset, agreement);
        ask.remove("dataset");
        ask.put("datasets", List.of(dataset));
        return ask;
    }

    private List<Row> ofTeams() {
        var team = Map.<String, Object>of("members", List.of("gla.steward"));
        return List.of(
                recorded(
                        "get /access-requests/terms",
                        200,
                        () -> as("gla.officer").get("/access-requests/terms")),
                recorded(
                        "get /access-requests/{id}/team",
                        200,
                        () -> as("gla.officer").get(returned() + "/team")),
                refused(
                        "get /access-requests/{id}/team",
                        () -> as("camden.ig").get(returned() + "/team")),
                recorded(
                        "put /access-requests/{id}/team",
                        200,
                        () -> as("gla.officer").put(waiting() + "/team", team)),
                refused(
                        "put /access-requests/{id}/team",
                        () -> as("brent.ig").put(waiting() + "/team", team)),
                refused(
                        "post /access-requests/{id}/terms/acceptance",
                        () -> {
                            as("brent.ig").post(waiting() + "/grant", Map.of()).is(200);
                            return as("gla.steward").post(offered() + "/terms/acceptance");
                        }),
                refused(
                        "post /access-requests/{id}/terms/declining",
                        () -> as("gla.steward").post(offered() + "/terms/declining")));
    }

    /** The request that names this steward, who is no officer and so may not answer its terms. */
    private String offered() {
        return "/access-requests/"
                + as("gla.steward")
                        .get("/access-requests/terms")
                        .is(200)
                        .texts("items", "id")
                        .getFirst();
    }

    private List<Row> ofConfirming() {
        var none = Map.<String, Object>of("grants", List.of(grant));
        return List.of(
                recorded(
                        "get /grants/to-confirm",
                        200,
                        () -> as("brent.ig").get("/grants/to-confirm")),
                refused(
                        "post /grants/confirmation",
                        () -> as("gla.ig").post("/grants/confirmation", none)));
    }

    private List<Row> ofGrants() {
        String path = "/grants/" + grant + "/revocation";
        String other = stage.dataset("brent");
        String came =
                "/access-requests/"
                        + stage.request(
                                other, stage.agreement(other, "gla", Stage.COLUMNS), "gla.officer");
        as("brent.ig").post(came + "/grant", Map.of()).is(200);
        var why = Map.<String, Object>of("reason", "The review is over.");
        return List.of(
                recorded("get /grants", 200, () -> as("gla.officer").get("/grants")),
                refused(
                        "post /access-requests/{id}/revocation",
                        () -> as("gla.ig").post(came + "/revocation", why)),
                recorded(
                        "post /access-requests/{id}/revocation",
                        200,
                        () -> as("brent.ig").post(came + "/revocation", why)),
                refused("post /grants/{id}/revocation", () -> as("gla.ig").post(path, why)),
                recorded(
                        "post /grants/{id}/revocation", 200, () -> as("brent.ig").post(path, why)));
    }

    private List<Row> ofTheRecord() {
        String event =
                as("gla.officer").get(Stage.content(dataset, agreement)).header("Audit-Event");
        return List.of(
                recorded(
                        "post /decisions",
                        200,
                        () -> as("brent.ig").post("/decisions", question("gla.officer"))),
                refused(
                        "post /decisions",
                        () -> as("camden.ig").post("/decisions", question("gla.officer"))),
                recorded("get /audit/events", 200, () -> as("gla.officer").get("/audit/events")),
                recorded(
                        "get /audit/evidence",
                        200,
                        () -> Trails.evidence(as("city.auditor"), "dataset=" + dataset)),
                recorded(
                        "get /audit/events/{id}",
                        200,
                        () -> Trails.event(as("gla.officer"), event)),
                refused(
                        "get /audit/events/{id}",
                        () -> as("camden.officer").get("/audit/events/" + event)),
                recorded(
                        "get /audit/events/{id}/replay",
                        200,
                        () -> as("city.auditor").get("/audit/events/" + event + "/replay")),
                refused(
                        "get /audit/events/{id}/replay",
                        () -> as("gla.officer").get("/audit/events/" + event + "/replay")),
                recorded("get /audit/events/{id}/receipt", 200, () -> receipt(event)),
                refused(
                        "get /audit/events/{id}/receipt",
                        () -> as("camden.officer").get("/audit/events/" + event + "/receipt")));
    }

    private List<Row> ofAlerts() {
        for (int i = 0; i < Stage.REFUSALS; i++) {
            as("lfb.officer").get(Stage.content(dataset, agreement)).is(403);
        }
        String alert =
                "/audit/alerts/"
                        + Trails.alert(as("city.auditor"), "kind=many-refusals&actor=lfb.officer");
        var review = Map.<String, Object>of("outcome", "explained", "note", "A test did it.");
        return List.of(
                recorded("get /audit/alerts", 200, () -> as("brent.ig").get("/audit/alerts")),
                refused("get /audit/alerts", () -> as("gla.officer").get("/audit/alerts")),
                recorded("get /audit/alerts/{id}", 200, () -> as("city.auditor").get(alert)),
                refused("get /audit/alerts/{id}", () -> as("camden.auditor").get(alert)),
                recorded(
                        "post /audit/alerts/{id}/review",
                        200,
                        () -> as("city.auditor").post(alert + "/review", review)),
                refused(
                        "post /audit/alerts/{id}/review",
                        () -> as("camden.auditor").post(alert + "/review", review)));
    }

    private List<Row> ofSubjects() {
        var columns =
                Map.<String, Object>of(
                        "identifiers", List.of(Map.of("column", "id", "kind", "local_person_id")));
        var person = Map.<String, Object>of("kind", "local_person_id", "value", "1");
        var withhold =
                Map.<String, Object>of(
                        "agreement",
                        agreement,
                        "reason",
                        "An investigation.",
                        "reviewDue",
                        Stage.today().plusDays(30).toString());
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/audit/withholdings/"
                        + as("gla.ig").post("/audit/withholdings", withhold).is(201).text("id");
        return List.of(
                plain("get /identifier-kinds", () -> as("lfb.officer").get("/identifier-kinds")),
                plain(
                        "get /datasets/{agency}/{name}/identifiers",
                        () -> as("lfb.officer").get(path("/identifiers"))),
                recorded(
                        "put /datasets/{agency}/{name}/identifiers",
                        200,
                        () -> as("brent.steward").put(path("/identifiers"), columns)),
                refused(
                        "put /datasets/{agency}/{name}/identifiers",
                        () -> as("gla.steward").put(path("/identifiers"), columns)),
                recorded(
                        "post /audit/subject-accesses",
                        200,
                        () -> as("brent.ig").post("/audit/subject-accesses", person)),
                refused(
                        "post /audit/subject-accesses",
                        () -> as("brent.officer").post("/audit/subject-accesses", person)),
                recorded(
                        "post /audit/subject-accesses/copy",
                        200,
                        () -> as("brent.ig").post("/audit/subject-accesses/copy", person)),
                refused(
                        "post /audit/subject-accesses/copy",
                        () -> as("city.admin").post("/audit/subject-accesses/copy", person)),
                recorded(
                        "get /audit/withholdings",
                        200,
                        () -> as("city.auditor").get("/audit/withholdings")),
                refused(
                        "get /audit/withholdings",
                        () -> as("gla.officer").get("/audit/withholdings")),
                recorded(
                        "post /audit/withholdings",
                        201,
                        () -> as("gla.ig").post("/audit/withholdings", withhold)),
                refused(
                        "post /audit/withholdings",
                        () -> as("city.auditor").post("/audit/withholdings", withhold)),
                recorded(
                        "post /audit/withholdings/{id}/review",
                        200,
                        () -> as("gla.ig").post(path + "/review", withhold)),
                refused(
                        "post /audit/withholdings/{id}/review",
                        () -> as("brent.ig").post(path + "/review", withhold)),
                refused(
                        "post /audit/withholdings/{id}/ending",
                        () -> as("city.auditor").post(path + "/ending", over)),
                recorded(
                        "post /audit/withholdings/{id}/ending",
                        200,
                        () -> as("gla.ig").post(path + "/ending", over)));
    }

    private List<Row> ofProhibitions() {
        String frozen = stage.emptyDataset("brent");
        var freeze =
                Map.<String, Object>of(
                        "kind", "freeze", "dataset", frozen, "reason", "An inquiry.");
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/prohibitions/" + as("brent.ig").post("/prohibitions", freeze).is(201).text("id");
        return List.of(
                recorded("get /prohibitions", 200, () -> as("brent.ig").get("/prohibitions")),
                refused("get /prohibitions", () -> as("brent.officer").get("/prohibitions")),
                recorded("get /prohibitions/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /prohibitions/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /prohibitions/preview",
                        200,
                        () -> as("brent.ig").post("/prohibitions/preview", freeze)),
                refused(
                        "post /prohibitions/preview",
                        () -> as("gla.ig").post("/prohibitions/preview", freeze)),
                recorded(
                        "post /prohibitions",
                        201,
                        () -> as("brent.ig").post("/prohibitions", freeze)),
                refused("post /prohibitions", () -> as("city.admin").post("/prohibitions", freeze)),
                refused(
                        "post /prohibitions/{id}/lifting",
                        () -> as("city.auditor").post(path + "/lifting", over)),
                recorded(
                        "post /prohibitions/{id}/lifting",
                        200,
                        () -> as("brent.ig").post(path + "/lifting", over)));
    }

    private List<Row> ofConditions() {
        String bound = stage.emptyDataset("brent");
        var code =
                Map.<String, Object>of(
                        "kind", "second-factor", "dataset", bound, "reason", "It is sensitive.");
        var over = Map.<String, Object>of("reason", "It is over.");
        String path = "/conditions/" + as("brent.ig").post("/conditions", code).is(201).text("id");
        return List.of(
                recorded("get /conditions", 200, () -> as("brent.ig").get("/conditions")),
                refused("get /conditions", () -> as("brent.officer").get("/conditions")),
                recorded("get /conditions/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /conditions/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /conditions/preview",
                        200,
                        () -> as("brent.ig").post("/conditions/preview", code)),
                refused(
                        "post /conditions/preview",
                        () -> as("gla.ig").post("/conditions/preview", code)),
                recorded("post /conditions", 201, () -> as("brent.ig").post("/conditions", code)),
                refused("post /conditions", () -> as("city.admin").post("/conditions", code)),
                refused(
                        "post /conditions/{id}/end",
                        () -> as("city.auditor").post(path + "/end", over)),
                recorded(
                        "post /conditions/{id}/end",
                        200,
                        () -> as("brent.ig").post(path + "/end", over)));
    }

    private List<Row> ofRolePolicies() {
        String narrowed = stage.emptyDataset("brent");
        var ask =
                new HashMap<String, Object>(
                        Map.of(
                                "dataset",
                                narrowed,
                                "roles",
                                Map.of(
                                        "read-under-agreement", List.of("officer"),
                                        "read-own-data", List.of("data-steward"),
                                        "read-in-emergency", List.of()),
                                "replaces",
                                0,
                                "reason",
                                "It is sensitive."));
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/role-policies/" + as("brent.ig").post("/role-policies", ask).is(201).text("id");
        var next = new HashMap<>(ask);
        next.put("replaces", 1);
        return List.of(
                recorded("get /role-policies", 200, () -> as("brent.ig").get("/role-policies")),
                refused("get /role-policies", () -> as("brent.officer").get("/role-policies")),
                recorded(
                        "get /role-policies/in-force",
                        200,
                        () -> as("brent.ig").get("/role-policies/in-force?dataset=" + narrowed)),
                refused(
                        "get /role-policies/in-force",
                        () -> as("brent.officer").get("/role-policies/in-force")),
                recorded("get /role-policies/{id}", 200, () -> as("city.auditor").get(path)),
                refused("get /role-policies/{id}", () -> as("brent.officer").get(path)),
                recorded(
                        "post /role-policies/preview",
                        200,
                        () -> as("brent.ig").post("/role-policies/preview", ask)),
                refused(
                        "post /role-policies/preview",
                        () -> as("gla.ig").post("/role-policies/preview", ask)),
                refused("post /role-policies", () -> as("city.admin").post("/role-policies", next)),
                refused(
                        "post /role-policies/{id}/end",
                        () -> as("city.auditor").post(path + "/end", over)),
                recorded(
                        "post /role-policies/{id}/end",
                        200,
                        () -> as("brent.ig").post(path + "/end", over)),
                recorded(
                        "post /role-policies",
                        201,
                        () -> as("brent.ig").post("/role-policies", ask)));
    }

    private List<Row> ofEmergencies() {
        var officer = Calls.strongly(RunningPlatform.shared(), "gla.officer");
        var lead = Calls.strongly(RunningPlatform.shared(), "gla.ig");
        var arrangement =
                Map.<String, Object>of(
                        "dataset",
                        dataset,
                        "duties",
                        List.of(Map.of("agency", "gla", "roles", List.of("mash"))),
                        "columns",
                        List.of("name"),
                        "subjectColumn",
                        "id",
                        "call",
                        "the duty desk");
        var duty =
                Map.<String, Object>of(
                        "person",
                        "gla.officer",
                        "role",
                        "mash",
                        "until",
                        Stage.today().plusDays(30).toString());
        var ask =
                Map.<String, Object>of(
                        "dataset", dataset,
                        "value", "1",
                        "columns", List.of("name"),
                        "reason", "risk-to-life",
                        "basis", "vital-interests",
                        "justification", "Somebody is in danger now.",
                        "caseReference", "CASE-1");
        var over = Map.<String, Object>of("reason", "It is over.");
        var found = Map.<String, Object>of("outcome", "justified", "note", "It was needed.");
        var not =
                Map.<String, Object>of(
                        "askedBy", "Police",
                        "why", "It would have reached the abuser.",
                        "caseReference", "CASE-2");
        as("brent.steward")
                .put(
                        "/datasets/" + dataset + "/identifiers",
                        Map.of("identifiers", List.of(Map.of("column", "id", "kind", "uprn"))))
                .is(200);
        String arranged =
                "/emergency-arrangements/"
                        + as("brent.ig")
                                .post("/emergency-arrangements", arrangement)
                                .is(201)
                                .text("id");
        String appointed =
                "/duty-appointments/"
                        + as("gla.ig").post("/duty-appointments", duty).is(201).text("id");
        String opened =
                "/emergency-accesses/"
                        + officer.post("/emergency-accesses", ask).is(201).text("id");
        return List.of(
                plain(
                        "get /emergency-arrangements/words",
                        () -> as("gla.officer").get("/emergency-arrangements/words")),
                recorded(
                        "get /emergency-arrangements",
                        200,
                        () -> as("gla.officer").get("/emergency-arrangements?standing=true")),
                recorded(
                        "get /emergency-arrangements/{id}",
                        200,
                        () -> as("gla.officer").get(arranged)),
                refused(
                        "post /emergency-arrangements",
                        () -> as("gla.ig").post("/emergency-arrangements", arrangement)),
                recorded(
                        "post /emergency-arrangements",
                        201,
                        () -> as("brent.ig").post("/emergency-arrangements", arrangement)),
                recorded(
                        "get /duty-appointments",
                        200,
                        () -> as("city.auditor").get("/duty-appointments")),
                refused(
                        "get /duty-appointments",
                        () -> as("gla.officer").get("/duty-appointments")),
                recorded(
                        "post /duty-appointments",
                        201,
                        () -> as("gla.ig").post("/duty-appointments", duty)),
                refused(
                        "post /duty-appointments",
                        () -> as("gla.officer").post("/duty-appointments", duty)),
                recorded(
                        "get /emergency-accesses",
                        200,
                        () -> as("brent.ig").get("/emergency-accesses?state=running")),
                recorded(
                        "get /emergency-accesses/figures",
                        200,
                        () -> as("brent.ig").get("/emergency-accesses/figures")),
                recorded("get /emergency-accesses/{id}", 200, () -> as("brent.ig").get(opened)),
                recorded(
                        "post /emergency-accesses",
                        201,
                        () -> officer.post("/emergency-accesses", ask)),
                refused("post /emergency-accesses", () -> lead.post("/emergency-accesses", ask)),
                refused(
                        "post /emergency-accesses/{id}/renewal",
                        () -> officer.post(opened + "/renewal", Map.of("hours", 6))),
                recorded(
                        "post /emergency-accesses/{id}/renewal",
                        200,
                        () -> lead.post(opened + "/renewal", Map.of("hours", 6))),
                recorded(
                        "post /emergency-accesses/{id}/ending",
                        200,
                        () -> as("brent.ig").post(opened + "/ending", over)),
                refused(
                        "post /emergency-accesses/{id}/review",
                        () -> as("gla.ig").post(opened + "/review", found)),
                recorded(
                        "post /emergency-accesses/{id}/review",
                        200,
                        () -> as("brent.ig").post(opened + "/review", found)),
                recorded(
                        "post /decisions-not-to-share",
                        201,
                        () -> as("brent.officer").post("/decisions-not-to-share", not)),
                recorded(
                        "get /decisions-not-to-share",
                        200,
                        () -> as("brent.ig").get("/decisions-not-to-share")),
                refused(
                        "get /decisions-not-to-share",
                        () -> as("brent.officer").get("/decisions-not-to-share")),
                refused(
                        "post /duty-appointments/{id}/ending",
                        () -> as("gla.officer").post(appointed + "/ending")),
                recorded(
                        "post /duty-appointments/{id}/ending",
                        200,
                        () -> as("gla.ig").post(appointed + "/ending")),
                refused(
                        "post /emergency-arrangements/{id}/ending",
                        () -> as("gla.ig").post(standing() + "/ending", over)),
                recorded(
                        "post /emergency-arrangements/{id}/ending",
                        200,
                        () -> as("brent.ig").post(standing() + "/ending", over)));
    }

    /** The arrangement that stands on the dataset. */
    private String standing() {
        return as("gla.ig")
                .get("/emergency-arrangements?standing=true")
                .is(200)
                .json()
                .path("items")
                .valueStream()
                .filter(each -> each.path("dataset").asString().equals(dataset))
                .map(each -> "/emergency-arrangements/" + each.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private List<Row> ofRetention() {
        var hold =
                Map.<String, Object>of(
                        "kind", "dataset", "value", dataset, "reason", "A court asked for it.");
        var over = Map.<String, Object>of("reason", "It is over.");
        String path =
                "/audit/holds/"
                        + as("brent.ig").post("/audit/holds", hold).is(201).text("id")
                        + "/lifting";
        return List.of(
                recorded(
                        "get /audit/retention",
                        200,
                        () -> as("city.admin").get("/audit/retention")),
                refused("get /audit/retention", () -> as("brent.officer").get("/audit/retention")),
                recorded("post /audit/holds", 201, () -> as("brent.ig").post("/audit/holds", hold)),
                refused("post /audit/holds", () -> as("city.admin").post("/audit/holds", hold)),
                refused("post /audit/holds/{id}/lifting", () -> as("camden.ig").post(path, over)),
                recorded(
                        "post /audit/holds/{id}/lifting",
                        200,
                        () -> as("city.auditor").post(path, over)));
    }

    /** Of an event that has been stored, and so is in the log. */
    private Reply receipt(String event) {
        Trails.event(as("gla.officer"), event);
        return as("gla.officer").get("/audit/events/" + event + "/receipt");
    }

    @TestFactory
    Stream<DynamicTest> names_its_audit_event_where_it_shows_or_changes_data_or_state() {
        return rows().map(row ->
                DynamicTest.dynamicTest(
                        row.title(),
                        () -> {
                            var answer = row.made().get().is(row.status());

                            if (row.recorded()) {
                                assertThat(answer.header("Audit-Event")).matches(EVENT);
                            } else {
                                assertThat(answer.header("Audit-Event")).isEmpty();
                            }
                        }));
    }

    @Test
    void is_in_the_table() {
        assertThat(
                        rows().map(row -> row.call().replace(" ", " /api/v1"))
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(OpenApiDocumentTest.described());
    }

    private static Row plain(String call, Supplier<Reply> made) {
        return new Row(call, 200, false, made);
    }

    private static Row recorded(String call, int status, Supplier<Reply> made) {
        return new Row(call, status, true, made);
    }

    private static Row refused(String call, Supplier<Reply> made) {
        return new Row(call, 403, true, made);
    }

    private Calls as(String person) {
        return stage.as(person);
    }

    private String path(String rest) {
        return "/datasets/" + dataset + rest;
    }

    /** The request on this dataset that waits for its owner. */
    private String waiting() {
        return request("brent.ig", "pending");
    }

    /** The request that waits for who made it. */
    private String returned() {
        return request("gla.officer", "returned");
    }

    private String request(String person, String state) {
        return "/access-requests/"
                + as(person)
                        .get("/access-requests?limit=1&state=" + state)
                        .is(200)
                        .texts("items", "id")
                        .getFirst();
    }

    private Map<String, Object> question(String person) {
        return Map.of(
                "dataset",
                dataset,
                "action",
                "read",
                "purpose",
                Stage.PURPOSE,
                "agreement",
                agreement,
                "person",
                person);
    }
}
