package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What somebody who may not know of a hidden dataset learns of it: every call is made twice, about
 * the dataset and about one that was never there, and has to end alike.
 */
class HiddenDatasetsIT {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage = new Stage(PLATFORM);
    private final String hidden = published();
    private final String absent = "brent/" + Stage.newName();

    private String published() {
        var description = Stage.description(Stage.newName());
        description.put("hidden", true);
        description.put("columns", List.of(column("nhs"), column("address")));
        return as("brent.steward").post("/datasets", description).is(201).text("id");
    }

    private static Map<String, Object> column(String name) {
        return Map.of(
                "name", name, "type", "text", "description", "", "category", "non_personal");
    }

    private Calls as(String person) {
        return stage.as(person);
    }

    /** Makes the call about either; the answer of both, which have to be the same. */
    private Reply alike(Function<String, Reply> call) {
        var ofHidden = call.apply(hidden);
        var ofAbsent = call.apply(absent);

        assertThat(ofHidden.status()).as("%s", ofHidden.body()).isEqualTo(ofAbsent.status());
        assertThat(said(ofHidden).replace(hidden, absent)).isEqualTo(said(ofAbsent));
        return ofHidden;
    }

    /** The body without the id of the request. */
    private static String said(Reply reply) {
        return reply.body().replace(reply.header("X-Request-Id"), "");
    }

    @Nested
    class On_the_record {
        @Test
        void whoever_looked_for_it_finds_the_same_as_of_one_that_was_never_there() {
            var prober = as("lfb.officer");
            alike(dataset -> prober.get("/datasets/" + dataset)).isProblem(404, "not-found");
            alike(dataset -> prober.get("/datasets/" + dataset + "/versions"))
                    .isProblem(404, "not-found");
            alike(dataset -> prober.get("/datasets/" + dataset + "/versions/latest/content"))
                    .isProblem(404, "not-found");
            alike(dataset -> prober.post("/coverage", Map.of("dataset", dataset)))
                    .isProblem(404, "not-found");
            alike(dataset ->
                            prober.post("/decisions", Map.of("dataset", dataset, "action", "read")))
                    .isProblem(404, "not-found");
            alike(dataset ->
                            prober.post(
                                    "/access/v1/evaluation",
                                    Map.of(
                                            "subject",
                                            Map.of("type", "user", "id", "lfb.officer"),
                                            "action",
                                            Map.of("name", "read"),
                                            "resource",
                                            Map.of("type", "dataset", "id", dataset))))
                    .is(200);

            assertThat(trail(prober, absent, 6))
                    .isEqualTo(trail(prober, hidden, 6))
                    .allSatisfy(event -> assertThat(event).contains("not-the-owner"));
        }

        @Test
        void an_agency_that_there_is_not_has_no_dataset_either() {
            String nowhere = "nowhere/" + Stage.newName();

            as("lfb.officer").get("/datasets/" + nowhere).isProblem(404, "not-found");

            assertThat(trail(as("lfb.officer"), nowhere, 1)).hasSize(1);
        }

        @Test
        void its_owner_s_own_slip_of_the_pen_is_none() {
            as("brent.officer").get("/datasets/" + absent).isProblem(404, "not-found");
            as("lfb.officer").get("/datasets/" + absent).isProblem(404, "not-found");

            trail(as("lfb.officer"), absent, 1);
            assertThat(trail(as("brent.officer"), absent, 0)).isEmpty();
        }

        /** What a person finds of their own acts on a dataset, once there are so many. */
        private static List<String> trail(Calls reader, String dataset, int due) {
            return Awaitility.await("events on " + dataset)
                    .atMost(PATIENCE)
                    .until(() -> found(reader, dataset), found -> found.size() >= due);
        }

        private static List<String> found(Calls reader, String dataset) {
            return reader.get("/audit/events?action=dataset.see-hidden&dataset=" + dataset)
                    .is(200)
                    .json()
                    .path("items")
                    .valueStream()
                    .map(event ->
                            String.join(
                                    " ",
                                    event.path("outcome").asString(),
                                    event.path("reasons").toString().replace(dataset, "it")))
                    .toList();
        }
    }
}
