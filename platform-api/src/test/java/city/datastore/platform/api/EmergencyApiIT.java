package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Emergency access from the arrangement to the review, over HTTP, on a file that was uploaded. */
class EmergencyApiIT {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String WHY = "A child is missing since this morning.";
    private static final String CALL = "Brent's duty desk, 020 7946 0000";

    private final Stage stage = new Stage(PLATFORM);
    private final Calls officer = Calls.strongly(PLATFORM, "gla.officer");
    private final String dataset = stage.emptyDataset("brent");

    /** Somebody whom no other test knows. */
    private final String child = nhsNumber();

    private final String sibling = nhsNumber();

    /** Ten digits of the range that is kept for tests; the last one checks the others. */
    private static String nhsNumber() {
        while (true) {
            long nine = ThreadLocalRandom.current().nextLong(999_000_000L, 1_000_000_000L);
            String digits = Long.toString(nine);
            int sum = 0;
            for (int i = 0; i < digits.length(); i++) {
                sum += (digits.charAt(i) - '0') * (10 - i);
            }
            int check = 11 - sum % 11;
            if (check != 10) {
                return digits + (check == 11 ? 0 : check);
            }
        }
    }

    private static String spaced(String number) {
        return number.substring(0, 3) + " " + number.substring(3, 6) + " " + number.substring(6);
    }

    private Calls as(String person) {
        return stage.as(person);
    }

    private void declare() {
        as("brent.steward")
                .put(
                        "/datasets/" + dataset + "/identifiers",
                        Map.of(
                                "identifiers",
                                List.of(Map.of("column", "nhs", "kind", "nhs_number"))))
                .is(200);
    }

    private void upload(String file) {
        as("brent.steward")
                .upload("/datasets/" + dataset + "/versions", file.getBytes(UTF_8))
                .is(201);
    }

    /** Two rows of the child, in different spellings, between others'. */
    private void uploadFamilies() {
        upload(
                "nhs,address,allergies,adopted_from\r\n"
                        + sibling
                        + ",1 High Road,none,Leeds\r\n"
                        + spaced(child)
                        + ",\"2 \"\"Low\"\" Road\",nuts,York\r\n"
                        + ",3 No Road,none,Hull\r\n"
                        + child
                        + ",4 New Road,,York\r\n");
    }

    private Reply arrange(String... columns) {
        return as("brent.ig").post("/emergency-arrangements", arrangement(columns));
    }

    private Map<String, Object> arrangement(String... columns) {
        return Map.of(
                "dataset",
                dataset,
                "duties",
                List.of(Map.of("agency", "gla", "roles", List.of("emergency-planning"))),
                "columns",
                List.of(columns),
                "subjectColumn",
                "nhs",
                "call",
                CALL);
    }

    private String appoint() {
        return as("gla.ig")
                .post(
                        "/duty-appointments",
                        Map.of(
                                "person",
                                "gla.officer",
                                "role",
                                "emergency-planning",
                                "until",
                                Stage.today().plusMonths(6).toString()))
                .is(201)
                .text("id");
    }

    private Map<String, Object> ask(String... columns) {
        var ask = new HashMap<String, Object>();
        ask.put("dataset", dataset);
        ask.put("value", spaced(child));
        ask.put("columns", List.of(columns));
        ask.put("reason", "child-at-risk");
        ask.put("basis", "vital-interests");
        ask.put("justification", WHY);
        ask.put("caseReference", "CASE-1");
        return ask;
    }

    private Map<String, Object> with(String field, Object value) {
        var ask = ask("address");
        ask.put(field, value);
        return ask;
    }

    private Reply open(Map<String, Object> ask) {
        return officer.post("/emergency-accesses", ask);
    }

    private String content(String emergency) {
        return "/datasets/" + dataset + "/versions/latest/content?emergency=" + emergency;
    }

    @Nested
    class In_an_emergency {
        In_an_emergency() {
            declare();
            uploadFamilies();
            arrange("address", "allergies").is(201).isRecorded();
            appoint();
        }

        @Test
        void the_rows_of_one_person_and_the_named_columns_come_out_and_nothing_else() {
            var opened = open(ask("allergies", "address")).is(201).isRecorded();
            assertThat(opened.text("state")).isEqualTo("running");
            assertThat(opened.text("withheld")).contains(CALL);

            var content = officer.get(opened.text("content")).is(200).isRecorded();

            assertThat(content.body())
                    .isEqualTo(
                            "address,allergies\r\n\"2 \"\"Low\"\" Road\",nuts\r\n4 New Road,\r\n");
            assertThat(content.trailer("Content-Digest")).startsWith("sha-256=");
        }

        @Test
        void the_owner_is_told_before_a_rule_that_would_stop_it() {
            open(ask("address")).is(201);
            var owner = as("brent.ig");
            var freeze = Map.<String, Object>of("kind", "freeze", "dataset", dataset);
            var nobody =
                    Map.<String, Object>of(
                            "dataset",
                            dataset,
                            "roles",
                            Map.of(
                                    "read-under-agreement", List.of(),
                                    "read-own-data", List.of(),
                                    "read-in-emergency", List.of()));

            for (var look :
                    List.of(
                            owner.post("/prohibitions/preview", freeze),
                            owner.post("/role-policies/preview", nobody))) {
                assertThat(look.is(200).json().path("emergencies").asInt()).isEqualTo(1);
            }
        }

        @Test
        void every_step_is_on_the_record_and_the_identifier_is_nowhere_in_clear() {
            var opened = open(ask("address")).is(201);
            String id = opened.text("id");
            var content = officer.get(content(id)).is(200);

            var made = Trails.event(as("brent.ig"), opened.header("Audit-Event"));
            assertThat(made.text("action")).isEqualTo("emergency.open");
            assertThat(made.text("canonical"))
                    .contains(id, "child-at-risk", "vital-interests", opened.text("subject"))
                    .doesNotContain(child, spaced(child), WHY, "CASE-1");
            var read = Trails.event(as("brent.ig"), content.header("Audit-Event"));
            assertThat(read.text("action")).isEqualTo("dataset.read");
            assertThat(read.text("canonical"))
                    .contains(id, opened.text("subject"), "\"address\"")
                    .doesNotContain(child);
            assertThat(filesThatHold(child)).isEmpty();
            assertThat(filesThatHold(spaced(child))).isEmpty();
            assertThat(filesThatHold(id)).isNotEmpty();
        }

        @Test
        void it_ends_is_reviewed_by_the_owner_and_by_nobody_else_and_once() {
            String path = "/emergency-accesses/" + open(ask("address")).is(201).text("id");
            var good = Map.<String, Object>of("outcome", "justified", "note", "It was needed.");
            as("brent.ig").post(path + "/review", good).isProblem(409, "wrong-state");
            as("gla.officer")
                    .post(path + "/ending", Map.of("reason", "The child was found."))
                    .is(200)
                    .isRecorded();
            officer.get(content(path.substring(path.lastIndexOf('/') + 1))).isRefused();

            as("gla.officer").post(path + "/review", good).isRefused();
            as("gla.ig").post(path + "/review", good).isRefused();
            as("camden.ig").post(path + "/review", good).is(404);
            var reviewed = as("brent.ig").post(path + "/review", good).is(200).isRecorded();

            assertThat(reviewed.text("state")).isEqualTo("reviewed");
            assertThat(reviewed.json().at("/review/outcome").asString()).isEqualTo("justified");
            as("brent.ig").post(path + "/review", good).isProblem(409, "wrong-state");
            assertThat(
                            as("brent.ig")
                                    .get("/emergency-accesses?dataset=" + dataset)
                                    .is(200)
                                    .texts("items", "state"))
                    .containsExactly("reviewed");
        }

        @Test
        void a_lead_of_the_agency_renews_it_once_and_the_holder_never() {
            String path = "/emergency-accesses/" + open(ask("address")).is(201).text("id");
            var lead = Calls.strongly(PLATFORM, "gla.ig");

            officer.post(path + "/renewal", Map.of()).isRefused();
            as("gla.ig").post(path + "/renewal", Map.of("hours", 6)).is(401);
            lead.post(path + "/renewal", Map.of("hours", 25)).isProblem(422, "bad-fields");
            var renewed = lead.post(path + "/renewal", Map.of("hours", 6)).is(200);
            assertThat(renewed.json().at("/renewal/by/username").asString()).isEqualTo("gla.ig");
            lead.post(path + "/renewal", Map.of("hours", 8)).isProblem(409, "wrong-state");
        }

        @Test
        void a_bar_by_the_owner_stops_it_while_it_runs() {
            String id = open(ask("address")).is(201).text("id");
            String freeze =
                    as("brent.ig")
                            .post(
                                    "/prohibitions",
                                    Map.of(
                                            "kind", "freeze",
                                            "dataset", dataset,
                                            "reason", "An inquiry."))
                            .is(201)
                            .text("id");

            var refused = officer.get(content(id)).isRefused();
            assertThat(codes(refused)).containsExactly("dataset-frozen");
            open(ask("address")).isRefused();

            as("brent.ig")
                    .post("/prohibitions/" + freeze + "/lifting", Map.of("reason", "Over."))
                    .is(200);
            officer.get(content(id)).is(200);
        }

        @Test
        void nobody_is_let_in_on_a_password_alone_at_the_opening_and_at_the_reading() {
            as("gla.officer")
                    .post("/emergency-accesses", ask("address"))
                    .isProblem(401, "insufficient-user-authentication");
            String id = open(ask("address")).is(201).text("id");

            as("gla.officer").get(content(id)).isProblem(401, "insufficient-user-authentication");
            Calls.strongly(PLATFORM, "gla.ig").get(content(id)).isRefused();
            officer.get(content(id) + "&purpose=" + Stage.PURPOSE).isProblem(400, "bad-parameter");
        }

        @Test
        void what_is_filled_in_wrongly_is_named() {
            assertField("columns", with("columns", List.of("address", "adopted_from")), CALL);
            assertField("value", with("value", "943 476 5918"), "10 digits");
            assertField("value", with("value", "no number"), "10 digits");
            assertField("kind", with("kind", "shoe_size"), "no such kind");
            assertField("hours", with("hours", 25), "24 hours");
            assertField("justification", with("justification", "Because."), "at least 20");
            assertField("reason", with("reason", "curiosity"), "child-at-risk");
            open(with("identity", "me")).isProblem(400, "bad-body");
        }

        private void assertField(String field, Map<String, Object> ask, String words) {
            var problem = open(ask).isProblem(422, "bad-fields");
            assertThat(problem.texts("errors", "field")).containsExactly(field);
            assertThat(problem.text("detail")).contains(words);
        }
    }

    @Nested
    class A_dataset {
        @Test
        void without_an_arrangement_is_refused_with_what_to_do() {
            appoint();

            var refused = open(ask("address")).isRefused();

            assertThat(codes(refused)).containsExactly("no-arrangement");
            assertThat(refused.text("next")).contains("Call Brent");
        }

        @Test
        void without_a_declared_identifier_cannot_be_arranged_for() {
            var problem = arrange("address").isProblem(422, "bad-fields");

            assertThat(problem.texts("errors", "field")).containsExactly("subjectColumn");
            as("gla.ig").post("/emergency-arrangements", arrangement("address")).isRefused();
        }

        @Test
        void cannot_be_arranged_for_with_more_names_than_the_record_takes() {
            declare();
            var names =
                    IntStream.range(100, 300)
                            .mapToObj(i -> i + "\u9375".repeat(197))
                            .toArray(String[]::new);

            var problem = arrange(names).isProblem(422, "too-large-for-the-record");

            assertThat(problem.text("detail")).contains("200 columns", "name fewer columns");
        }

        @Test
        void whose_file_has_the_identifier_twice_gives_no_byte() {
            declare();
            upload("nhs,nhs,address\r\n%s,%s,1 High Road\r\n".formatted(sibling, child));
            arrange("address").is(201);
            appoint();
            String id = open(ask("address")).is(201).text("id");

            var problem = officer.get(content(id)).isProblem(409, "not-projectable");

            assertThat(problem.text("detail"))
                    .contains("more than one column called \"nhs\"", "every heading stands once");
        }

        @Test
        void whose_file_lacks_the_identifier_gives_no_byte() {
            declare();
            upload("name,address\r\nAnn,1 High Road\r\n");
            arrange("address").is(201);
            appoint();
            String id = open(ask("address")).is(201).text("id");

            var problem = officer.get(content(id)).isProblem(409, "not-projectable");

            assertThat(problem.text("detail")).contains("\"nhs\"", "ask the owner");
        }

        @Test
        void of_json_lines_gives_the_rows_of_one_person_too() {
            declare();
            as("brent.steward")
                    .call(
                            "POST",
                            "/datasets/" + dataset + "/versions",
                            Map.of("Content-Type", "application/jsonl"),
                            """
                            {"nhs":"%s","address":"1"}
                            {"nhs":"%s","address":"2"}
                            {"address":"3"}
                            """
                                    .formatted(spaced(child), sibling)
                                    .getBytes(UTF_8))
                    .is(201);
            arrange("address").is(201);
            appoint();
            String id = open(ask("address")).is(201).text("id");

            assertThat(officer.get(content(id)).is(200).body()).isEqualTo("{\"address\":\"1\"}\n");
        }
    }

    @Nested
    class A_decision_not_to_share {
        @Test
        void is_kept_with_the_hash_alone() {
            var kept =
                    as("brent.officer")
                            .post(
                                    "/decisions-not-to-share",
                                    Map.of(
                                            "askedBy", "Kilburn police",
                                            "dataset", dataset,
                                            "kind", "nhs_number",
                                            "value", child,
                                            "why", "The address would have reached the abuser.",
                                            "caseReference", "CASE-2"))
                            .is(201)
                            .isRecorded();

            assertThat(kept.body()).doesNotContain(child);
            assertThat(as("brent.ig").get("/decisions-not-to-share").is(200).texts("items", "id"))
                    .contains(kept.text("id"));
            as("brent.officer").get("/decisions-not-to-share").isRefused();
            assertThat(filesThatHold(child)).isEmpty();
        }
    }

    private static List<String> codes(Reply refused) {
        return refused.json().path("reasons").valueStream().map(each -> each.asString()).toList();
    }

    private static List<String> filesThatHold(String word) {
        try (var files = Files.walk(PLATFORM.home())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, word))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return Files.size(file) <= (64L << 20)
                    && new String(Files.readAllBytes(file), ISO_8859_1).contains(word);
        } catch (IOException _) {
            return false;
        }
    }
}
