package city.datastore.platform.api;

import java.util.Map;
import java.util.function.Supplier;

/** Rows of the table of calls, and the things of two agencies that the calls are about. */
abstract class CallTable {
    final Stage stage;
    final String dataset;
    final String empty;
    final String agreement;
    final String grant;

    CallTable(Stage stage) {
        this.stage = stage;
        this.dataset = stage.dataset("brent");
        this.empty = stage.emptyDataset("brent");
        this.agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        this.grant = stage.grant(dataset, agreement, "gla.officer");
    }

    /** About the same things. */
    CallTable(CallTable other) {
        this.stage = other.stage;
        this.dataset = other.dataset;
        this.empty = other.empty;
        this.agreement = other.agreement;
        this.grant = other.grant;
    }

    /** A call as the API's document names it, and what its answer is to be. */
    record Row(String call, int status, boolean recorded, Supplier<Reply> made) {
        String title() {
            return call + " answers " + status + (recorded ? " and names its event" : "");
        }
    }

    Map<String, Object> titled(String title) {
        var terms = Stage.terms(dataset, "gla", "all");
        terms.put("title", title);
        return terms;
    }

    static Row plain(String call, Supplier<Reply> made) {
        return new Row(call, 200, false, made);
    }

    static Row recorded(String call, int status, Supplier<Reply> made) {
        return new Row(call, status, true, made);
    }

    static Row refused(String call, Supplier<Reply> made) {
        return new Row(call, 403, true, made);
    }

    Calls as(String person) {
        return stage.as(person);
    }

    String path(String rest) {
        return "/datasets/" + dataset + rest;
    }

    /** The request on this dataset that waits for its owner. */
    String waiting() {
        return request("brent.ig", "pending");
    }

    /** The request that waits for who made it. */
    String returned() {
        return request("gla.officer", "returned");
    }

    String request(String person, String state) {
        return "/access-requests/"
                + as(person)
                        .get("/access-requests?limit=1&state=" + state)
                        .is(200)
                        .texts("items", "id")
                        .getFirst();
    }

    Map<String, Object> question(String person) {
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
