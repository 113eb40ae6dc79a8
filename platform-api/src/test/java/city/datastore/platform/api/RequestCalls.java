package city.datastore.platform.api;

import java.util.List;
import java.util.Map;

/** Calls about requests for access and what comes of them. */
final class RequestCalls extends CallTable {
    RequestCalls(CallTable given) {
        super(given);
    }

    List<Row> ofRequests() {
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

    List<Row> ofRequestsOnTheirWay() {
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

    List<Row> ofTeams() {
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

    List<Row> ofConfirming() {
        var none = Map.<String, Object>of("grants", List.of(grant), "comment", "Still needed.");
        return List.of(
                recorded(
                        "get /grants/to-confirm",
                        200,
                        () -> as("brent.ig").get("/grants/to-confirm")),
                refused(
                        "post /grants/confirmation",
                        () -> as("gla.ig").post("/grants/confirmation", none)));
    }

    List<Row> ofGrants() {
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
}
