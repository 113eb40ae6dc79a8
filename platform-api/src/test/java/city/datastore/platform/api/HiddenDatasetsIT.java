package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.time.Duration;
import java.util.HashMap;
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
    private static final String SOMEBODY = "943 476 5919";

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
        return Map.of("name", name, "type", "text", "description", "", "category", "non_personal");
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
    class In_the_terms_of_an_agreement {
        private static Map<String, Object> terms(String dataset, Object columns) {
            return Stage.terms(dataset, "gla", columns);
        }

        @Test
        void it_is_not_there_for_a_lead_who_drafts_whatever_else_is_wrong() {
            var lead = as("gla.ig");

            alike(dataset -> lead.post("/agreements", terms(dataset, "all")))
                    .isProblem(422, "bad-fields");
            alike(dataset -> lead.post("/agreements", terms(dataset, List.of("nhs"))))
                    .isProblem(422, "bad-fields");
            alike(
                            dataset -> {
                                var faulty = terms(dataset, List.of("nhs", "guess"));
                                faulty.put("title", " ");
                                return lead.post("/agreements", faulty);
                            })
                    .isProblem(422, "bad-fields");
            alike(
                            dataset -> {
                                var masking = terms(dataset, "all");
                                masking.put(
                                        "datasets",
                                        List.of(
                                                Map.of(
                                                        "dataset",
                                                        dataset,
                                                        "columns",
                                                        "all",
                                                        "treatments",
                                                        Map.of("guess", "masked"))));
                                return lead.post("/agreements", masking);
                            })
                    .isProblem(422, "bad-fields");
        }

        @Test
        void it_is_not_there_for_a_lead_who_edits_or_varies_one_that_does_not_name_it() {
            var lead = as("gla.ig");
            String other = stage.dataset("brent");
            var draft = lead.post("/agreements", terms(other, "all")).is(201);
            String path = "/agreements/" + draft.text("reference");
            alike(dataset ->
                            lead.header("If-Match", draft.header("ETag"))
                                    .put(path, terms(dataset, "all")))
                    .isProblem(422, "bad-fields");

            String next = "/agreements/" + stage.agreement(other, "gla", "all") + "/variation";
            var begun = lead.post(next).is(201);
            alike(dataset ->
                            lead.header("If-Match", begun.header("ETag"))
                                    .put(next, terms(dataset, "all")))
                    .isProblem(422, "bad-fields");
        }

        @Test
        void its_owner_offers_it_and_the_parties_to_whom_it_is_offered_write_on() {
            var draft = as("brent.ig").post("/agreements", terms(hidden, List.of("nhs"))).is(201);
            String path = "/agreements/" + draft.text("reference");
            as("gla.ig")
                    .header("If-Match", draft.header("ETag"))
                    .put(path, terms(hidden, List.of("address")))
                    .is(200);

            as("gla.ig").post(path + "/proposal").is(200);
            as("brent.ig").post(path + "/approval", Map.of("comment", "Agreed.")).is(200);
            var begun = as("gla.ig").post(path + "/variation").is(201);
            as("gla.ig")
                    .header("If-Match", begun.header("ETag"))
                    .put(path + "/variation", terms(hidden, List.of("address", "nhs")))
                    .is(200);
            as("gla.ig").post("/agreements", terms(hidden, "all")).is(201);
        }
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

    @Nested
    class In_an_emergency {
        private final Calls officer = Calls.strongly(PLATFORM, "camden.officer");

        private Map<String, Object> ask(String dataset) {
            var ask = new HashMap<String, Object>();
            ask.put("dataset", dataset);
            ask.put("value", SOMEBODY);
            ask.put("columns", List.of("address"));
            ask.put("reason", "child-at-risk");
            ask.put("basis", "vital-interests");
            ask.put("justification", "A child is missing since this morning.");
            ask.put("caseReference", "CASE-1");
            return ask;
        }

        private Reply open(String dataset, String field, Object value) {
            var ask = ask(dataset);
            ask.put(field, value);
            return officer.post("/emergency-accesses", ask);
        }

        private void assertNothingIsLearned() {
            alike(dataset -> officer.post("/emergency-accesses", ask(dataset)))
                    .isProblem(404, "not-found");
            alike(dataset -> open(dataset, "value", "no number")).isProblem(404, "not-found");
            alike(dataset -> open(dataset, "kind", "shoe_size")).isProblem(404, "not-found");
        }

        /** With the duty role that the test alone gives. */
        private void arrange(String role) {
            as("brent.steward")
                    .put(
                            "/datasets/" + hidden + "/identifiers",
                            Map.of(
                                    "identifiers",
                                    List.of(Map.of("column", "nhs", "kind", "nhs_number"))))
                    .is(200);
            as("brent.ig")
                    .post(
                            "/emergency-arrangements",
                            Map.of(
                                    "dataset",
                                    hidden,
                                    "duties",
                                    List.of(Map.of("agency", "camden", "roles", List.of(role))),
                                    "columns",
                                    List.of("address"),
                                    "subjectColumn",
                                    "nhs",
                                    "call",
                                    "the duty desk"))
                    .is(201);
        }

        @Test
        void nobody_else_learns_whether_it_is_there_arranged_for_or_frozen() {
            assertNothingIsLearned();
            arrange("emergency-planning");
            assertNothingIsLearned();
            as("brent.ig")
                    .post(
                            "/prohibitions",
                            Map.of("kind", "freeze", "dataset", hidden, "reason", "An inquiry."))
                    .is(201);
            assertNothingIsLearned();
        }

        @Test
        void the_officer_on_duty_sees_it_opens_it_and_reads() {
            arrange("mash");
            as("brent.steward")
                    .upload(
                            "/datasets/" + hidden + "/versions",
                            ("nhs,address\r\n" + SOMEBODY + ",1 High Road\r\n").getBytes(UTF_8))
                    .is(201);
            as("camden.ig")
                    .post(
                            "/duty-appointments",
                            Map.of(
                                    "person",
                                    "camden.officer",
                                    "role",
                                    "mash",
                                    "until",
                                    Stage.today().plusMonths(6).toString()))
                    .is(201);

            officer.get("/datasets/" + hidden).is(200);
            var opened = officer.post("/emergency-accesses", ask(hidden)).is(201).isRecorded();
            assertThat(officer.get(opened.text("content")).is(200).body())
                    .isEqualTo("address\r\n1 High Road\r\n");
            open(hidden, "value", "no number").isProblem(422, "bad-fields");
        }

        @Test
        void who_may_not_open_it_is_refused_on_the_record_whatever_identifier_was_typed() {
            String known = stage.emptyDataset("brent");

            open(known, "value", "no number").isRefused();
            open(known, "kind", "shoe_size").isRefused();
        }
    }

    @Nested
    class Where_a_decision_not_to_share_is_kept {
        @Test
        void any_dataset_can_be_named() {
            alike(dataset ->
                            as("gla.officer")
                                    .post(
                                            "/decisions-not-to-share",
                                            Map.of(
                                                    "askedBy",
                                                    "Police",
                                                    "dataset",
                                                    dataset,
                                                    "kind",
                                                    "shoe_size",
                                                    "value",
                                                    "1",
                                                    "why",
                                                    "It would have reached the abuser.",
                                                    "caseReference",
                                                    "CASE-2")))
                    .isProblem(422, "bad-fields");
        }
    }
}
