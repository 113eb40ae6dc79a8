package city.datastore.platform.api;

import java.util.List;
import java.util.Map;

/** Calls about the record, what is kept, and who saw data about a person. */
final class RecordCalls extends CallTable {
    RecordCalls(CallTable given) {
        super(given);
    }

    List<Row> ofRetention() {
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

    List<Row> ofSubjects() {
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

    List<Row> ofTheRecord() {
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

    List<Row> ofAlerts() {
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

    /** Of an event that has been stored, and so is in the log. */
    private Reply receipt(String event) {
        Trails.event(as("gla.officer"), event);
        return as("gla.officer").get("/audit/events/" + event + "/receipt");
    }
}
