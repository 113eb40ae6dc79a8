package city.datastore.platform.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * An agreement that began 60 days ago, of two datasets of Brent's for the GLA, of which an officer
 * read some columns of the first.
 */
final class Reviewing {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String dataset;
    final String unread;
    final String reference;
    private final Stage stage;

    Reviewing(Stage stage) {
        this.stage = stage;
        this.dataset = stage.dataset("brent");
        this.unread = stage.dataset("brent");
        this.reference = agreed();
        stage.grant(dataset, reference, "gla.officer");
        stage.grant(unread, reference, "gla.officer");
        stage.as("gla.officer").get(Stage.content(dataset, reference)).is(200);
        stage.as("gla.officer").get(Stage.content(unread, reference) + "-other").isRefused();
    }

    private String agreed() {
        var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
        terms.put(
                "datasets",
                List.of(
                        Map.of("dataset", dataset, "columns", List.of("id", "name")),
                        Map.of("dataset", unread, "columns", "all")));
        terms.put("starts", Stage.today().minusDays(60).toString());
        String drafted = stage.as("brent.ig").post("/agreements", terms).is(201).text("reference");
        stage.as("brent.ig").post("/agreements/" + drafted + "/proposal").is(200);
        stage.as("gla.ig")
                .post("/agreements/" + drafted + "/approval", Map.of("comment", "Agreed."))
                .is(200);
        return drafted;
    }

    String path() {
        return "/agreements/" + reference;
    }

    /** The lead of Brent, once so many reads are counted. */
    Calls once(int reads) {
        var lead = stage.as("brent.ig");
        Awaitility.await("that " + reads + " reads are counted")
                .atMost(PATIENCE)
                .until(() -> {
                    var seen = lead.get(path() + "/review").is(200).json();
                    return seen.path("reads").asInt() >= reads && seen.path("complete").asBoolean();
                });
        return lead;
    }
}
