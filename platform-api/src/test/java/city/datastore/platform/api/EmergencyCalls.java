package city.datastore.platform.api;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;

/** Calls about emergencies. */
final class EmergencyCalls extends CallTable {
    EmergencyCalls(CallTable given) {
        super(given);
    }

    List<Row> ofEmergencies() {
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
}
