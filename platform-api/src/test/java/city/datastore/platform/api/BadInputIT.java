package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear answer and loses nothing. */
class BadInputIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);

    @Nested
    class An_upload {
        private final String dataset = stage.emptyDataset("brent");
        private final String versions = "/datasets/" + dataset + "/versions";
        private final Calls steward = stage.as("brent.steward");

        @Test
        void cut_half_way_leaves_nothing_to_see() {
            var before = stored();

            steward.breakOff(versions, 1_000_000, "id,name\r\n1,Ann\r\n".getBytes(UTF_8));

            assertThat(steward.get(versions).is(200).json().path("items")).isEmpty();
            steward.get(versions + "/latest/content").is(404);
            assertThat(stored()).isEqualTo(before);
        }

        @Test
        void with_a_wrong_digest_is_refused_and_not_kept() {
            String wrong = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

            steward.header("Content-Digest", wrong)
                    .upload(versions, Stage.FILE)
                    .isProblem(422, "digest-mismatch");

            assertThat(steward.get(versions).json().path("items")).isEmpty();
        }

        @Test
        void with_a_digest_that_is_none_is_refused() {
            var answer =
                    steward.header("Content-Digest", "sha-256=abc")
                            .upload(versions, Stage.FILE)
                            .isProblem(400, "bad-parameter");

            assertThat(answer.text("detail")).contains("RFC 9530");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "x-gzip", "identity, br", "GZIP,", "aes128gcm", "utf-8"})
        void that_says_it_is_coded_is_told_to_come_as_it_is_and_not_kept(String coding) {
            var before = stored();

            var answer =
                    steward.header("Content-Encoding", coding)
                            .upload(versions, Stage.FILE)
                            .isProblem(415, "content-coding");

            assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(answer.text("detail")).contains("decode it first");
            assertThat(steward.get(versions).json().path("items")).isEmpty();
            assertThat(stored()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "identity", " Identity , identity"})
        void that_says_it_comes_as_it_is_is_stored(String coding) {
            steward.header("Content-Encoding", coding).upload(versions, Stage.FILE).is(201);

            assertThat(steward.get(versions + "/latest/content").is(200).bytes())
                    .isEqualTo(Stage.FILE);
        }

        @Test
        void with_zero_bytes_is_refused() {
            steward.upload(versions, new byte[0]).isProblem(422, "empty-upload");
        }

        @Test
        void that_announces_more_than_the_limit_is_refused_before_it_is_read() {
            var answer =
                    steward.header("Expect", "100-continue")
                            .header("Content-Length", "9999999999999")
                            .call(
                                    "POST",
                                    versions,
                                    Map.of("Content-Type", "text/csv"),
                                    new byte[0]);

            answer.isProblem(413, "too-large");
        }

        @Test
        void twice_at_once_gives_two_versions_and_no_mixture() throws Exception {
            var files =
                    IntStream.range(0, 6)
                            .mapToObj(i -> ("id,n\r\n" + "x," + i + "\r\n").getBytes(UTF_8))
                            .toList();
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers =
                        files.stream()
                                .map(file -> senders.submit(() -> steward.upload(versions, file)))
                                .toList();
                var numbers = new HashSet<String>();
                for (var answer : answers) {
                    numbers.add(answer.get().is(201).text("version"));
                }
                assertThat(numbers).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
            }
            var contents = new HashSet<String>();
            for (int i = 1; i <= files.size(); i++) {
                contents.add(steward.get(versions + "/" + i + "/content").is(200).body());
            }
            assertThat(contents).hasSameSizeAs(files);
        }

        @Test
        void sent_again_under_its_key_is_stored_once() {
            var once = steward.header("Idempotency-Key", "k-1");

            var first = once.upload(versions, Stage.FILE).is(201);
            var second = once.upload(versions, Stage.FILE).is(201);

            assertThat(second.text("version")).isEqualTo(first.text("version"));
            assertThat(steward.get(versions).json().path("items")).hasSize(1);
        }

        @Test
        void sent_again_under_its_key_with_a_wrong_digest_is_refused() {
            var once = steward.header("Idempotency-Key", "k-3");
            once.upload(versions, Stage.FILE).is(201);

            once.header("Content-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")
                    .upload(versions, Stage.FILE)
                    .isProblem(422, "digest-mismatch");
        }

        @Test
        void of_other_bytes_under_the_same_key_is_refused() {
            var once = steward.header("Idempotency-Key", "k-2");
            once.upload(versions, Stage.FILE).is(201);

            once.upload(versions, "other\r\n1\r\n".getBytes(UTF_8))
                    .isProblem(422, "idempotency-key-reused");
        }

        @Test
        void to_another_agencys_dataset_is_refused_and_recorded() {
            stage.as("camden.steward").upload(versions, Stage.FILE).isRefused();

            assertThat(steward.get(versions).json().path("items")).isEmpty();
        }

        @Test
        void by_somebody_who_is_no_steward_is_refused_and_recorded() {
            stage.as("brent.officer").upload(versions, Stage.FILE).isRefused();
            stage.as("city.admin").upload(versions, Stage.FILE).isRefused();
        }

        @Test
        void to_a_dataset_that_there_is_not_is_not_found() {
            steward.upload("/datasets/brent/" + Stage.newName() + "/versions", Stage.FILE)
                    .isProblem(404, "not-found");
        }

        private Set<Path> stored() {
            try (var files = Files.walk(platform.home().resolve("vault"))) {
                var regular = new HashSet<Path>();
                files.filter(Files::isRegularFile)
                        .filter(file -> file.toString().contains(dataset.replace("/", "")))
                        .forEach(regular::add);
                return regular;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class A_new_dataset {
        private final Calls steward = stage.as("brent.steward");

        @ParameterizedTest
        @ValueSource(
                strings = {"a/b", "../../etc/passwd", "Upper", "a b", "-a", "", "a\u0000b", "é"})
        void with_a_name_that_breaks_the_rule_is_told_the_rule(String name) {
            var answer =
                    steward.post("/datasets", Stage.description(name)).isProblem(422, "bad-fields");

            assertThat(answer.texts("errors", "field")).containsExactly("name");
        }

        @Test
        void with_a_name_of_300_characters_is_told_the_limit() {
            var answer =
                    steward.post("/datasets", Stage.description("a".repeat(300)))
                            .isProblem(422, "bad-fields");

            assertThat(answer.texts("errors", "detail").getFirst()).contains("100");
        }

        @Test
        void with_unknown_fields_is_refused_and_they_are_named() {
            var body = Stage.description(Stage.newName());
            body.put("colour", "red");

            var answer = steward.post("/datasets", body).isProblem(400, "bad-body");

            assertThat(answer.texts("errors", "field")).containsExactly("colour");
        }

        @Test
        void with_several_faults_is_told_all_of_them() {
            var body = Stage.description("Not a name");
            body.put("title", " ");
            body.put("classification", "TOP SECRET");

            var answer = steward.post("/datasets", body).isProblem(422, "bad-fields");

            assertThat(answer.texts("errors", "field")).contains("name", "title", "classification");
        }

        @Test
        void in_five_megabytes_of_JSON_is_refused() {
            var body = Stage.description(Stage.newName());
            body.put("description", "x".repeat(5_000_000));

            assertThat(steward.post("/datasets", body).is(413).header("Content-Type"))
                    .startsWith("application/problem+json");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "{", "nonsense", "{\"name\":1}", "{\"name\":\"a\",\"name\":\"b\"}"})
        void in_what_is_no_JSON_or_not_this_JSON_is_refused(String body) {
            steward.postText("/datasets", body).isProblem(400, "bad-body");
        }

        @Test
        void in_another_media_type_is_refused() {
            steward.call("POST", "/datasets", Map.of("Content-Type", "text/xml"), new byte[] {'<'})
                    .isProblem(415, "unsupported-media-type");
        }

        @Test
        void in_a_coded_body_is_refused() {
            steward.header("Content-Encoding", "gzip")
                    .post("/datasets", Stage.description(Stage.newName()))
                    .isProblem(415, "content-coding");
        }

        @Test
        void of_a_name_that_the_agency_has_is_refused() {
            String name = Stage.newName();
            steward.post("/datasets", Stage.description(name)).is(201);

            steward.post("/datasets", Stage.description(name)).isProblem(409, "name-taken");
            stage.as("camden.steward").post("/datasets", Stage.description(name)).is(201);
        }

        @Test
        void for_another_agency_is_refused_and_recorded() {
            var body = Stage.description(Stage.newName());
            body.put("agency", "camden");

            steward.post("/datasets", body).isRefused();
        }

        @Test
        void by_somebody_who_is_no_steward_is_refused_and_recorded() {
            stage.as("brent.officer")
                    .post("/datasets", Stage.description(Stage.newName()))
                    .isRefused();
        }
    }

    @Nested
    class An_agreement {
        private final String dataset = stage.dataset("brent");
        private final Calls lead = stage.as("brent.ig");

        private void is_faulty(Map<String, Object> terms, String field) {
            var answer = lead.post("/agreements", terms).isProblem(422, "bad-fields");
            assertThat(answer.texts("errors", "field")).contains(field);
        }

        @Test
        void that_ends_before_it_starts_is_refused() {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put("ends", Stage.today().minusDays(30).toString());
            is_faulty(terms, "ends");
        }

        @Test
        void that_names_a_dataset_of_a_third_agency_is_refused() {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put(
                    "datasets",
                    List.of(Map.of("dataset", stage.dataset("camden"), "columns", "all")));
            is_faulty(terms, "datasets[0].dataset");
        }

        @Test
        void that_names_a_dataset_that_there_is_not_is_refused() {
            var terms = Stage.terms("brent/" + Stage.newName(), "gla", "all");
            is_faulty(terms, "datasets[0].dataset");
        }

        @Test
        void with_columns_that_are_neither_all_nor_a_list_is_refused() {
            is_faulty(Stage.terms(dataset, "gla", "every"), "datasets[0].columns");
            is_faulty(Stage.terms(dataset, "gla", 7), "datasets[0].columns");
            is_faulty(Stage.terms(dataset, "gla", List.of()), "datasets[0].columns");
            is_faulty(Stage.terms(dataset, "gla", List.of("id", "id")), "datasets[0].columns");
        }

        @Test
        void with_a_date_that_is_none_is_refused() {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put("ends", "next year");
            is_faulty(terms, "ends");
        }

        @Test
        void without_terms_is_told_each_that_is_missing() {
            var answer = lead.post("/agreements", Map.of()).isProblem(422, "bad-fields");

            assertThat(answer.texts("errors", "field"))
                    .contains("title", "parties", "datasets", "purposes", "actions", "ends");
        }

        @Test
        void with_an_unknown_field_deep_inside_is_refused() {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put("lawfulBasis", Map.of("article6", "6(1)(e)", "colour", "red"));

            assertThat(
                            lead.post("/agreements", terms)
                                    .isProblem(400, "bad-body")
                                    .texts("errors", "field"))
                    .containsExactly("lawfulBasis.colour");
        }

        @Test
        void cannot_be_approved_by_the_agency_that_proposed_it() {
            String reference =
                    lead.post("/agreements", Stage.terms(dataset, "gla", "all"))
                            .is(201)
                            .text("reference");
            lead.post("/agreements/" + reference + "/proposal").is(200);

            lead.post("/agreements/" + reference + "/approval", Map.of()).isRefused();

            assertThat(lead.get("/agreements/" + reference).text("state")).isEqualTo("proposed");
        }

        @Test
        void cannot_be_approved_while_it_is_a_draft() {
            String reference =
                    lead.post("/agreements", Stage.terms(dataset, "gla", "all"))
                            .is(201)
                            .text("reference");

            stage.as("gla.ig")
                    .post("/agreements/" + reference + "/approval", Map.of())
                    .isProblem(409, "wrong-state");
        }

        @Test
        void of_other_agencies_is_none_of_ones_business() {
            String reference = stage.agreement(dataset, "gla", "all");

            stage.as("camden.ig").get("/agreements/" + reference).isRefused();
            stage.as("camden.ig")
                    .post("/agreements/" + reference + "/termination", Map.of("reason", "No."))
                    .isRefused();
        }

        @Test
        void that_nobody_made_is_not_found() {
            lead.get("/agreements/DSA-2026-999999").isProblem(404, "not-found");
            lead.get("/agreements/nonsense").isProblem(404, "not-found");
        }

        @Test
        void is_not_stopped_without_a_reason() {
            String reference = stage.agreement(dataset, "gla", "all");

            lead.post("/agreements/" + reference + "/suspension", Map.of("reason", " "))
                    .isProblem(422, "bad-fields");
            lead.post("/agreements/" + reference + "/suspension").isProblem(400, "bad-body");
        }
    }

    @Nested
    class A_request_for_access {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);

        @Test
        void that_the_agreement_does_not_cover_is_told_what_is_missing() {
            var ask = Stage.ask(dataset, agreement);
            ask.put("purpose", "something-else");

            var answer =
                    stage.as("gla.officer")
                            .post("/access-requests", ask)
                            .isProblem(422, "not-covered");

            assertThat(answer.json().path("reasons")).isNotEmpty();
        }

        @Test
        void by_an_officer_of_no_receiving_party_is_refused() {
            int status =
                    stage.as("camden.officer")
                            .post("/access-requests", Stage.ask(dataset, agreement))
                            .status();

            assertThat(status).isIn(403, 422);
        }

        @Test
        void cannot_be_granted_by_another_agency() {
            String request = stage.request(dataset, agreement, "gla.officer");

            int status =
                    stage.as("camden.ig")
                            .post("/access-requests/" + request + "/grant", grant(7))
                            .status();

            assertThat(status).isIn(403, 404);
        }

        @Test
        void cannot_be_granted_past_its_agreement() {
            String request = stage.request(dataset, agreement, "gla.officer");

            var answer =
                    stage.as("brent.ig")
                            .post("/access-requests/" + request + "/grant", grant(3_000))
                            .is(422);

            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }

        @Test
        void cannot_be_granted_with_columns_beyond_its_agreement() {
            String request = stage.request(dataset, agreement, "gla.officer");
            var wider = new HashMap<>(grant(7));
            wider.put("columns", List.of("id", "secret"));

            stage.as("brent.ig").post("/access-requests/" + request + "/grant", wider).is(422);
        }

        @Test
        void is_decided_once() {
            String request = stage.request(dataset, agreement, "gla.officer");
            stage.as("brent.ig").post("/access-requests/" + request + "/grant", grant(7)).is(200);

            stage.as("brent.ig")
                    .post("/access-requests/" + request + "/refusal", Map.of("reason", "No."))
                    .isProblem(409, "wrong-state");
        }

        private Map<String, Object> grant(int days) {
            return Map.of("until", Stage.today().plusDays(days).toString(), "comment", "Fine.");
        }
    }

    @Nested
    class A_query {
        private final Calls officer = stage.as("gla.officer");

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/datasets?classification=SECRET",
                    "/datasets?agency=No",
                    "/datasets?limit=0",
                    "/datasets?limit=201",
                    "/datasets?limit=many",
                    "/datasets?limit=1&limit=2",
                    "/datasets?colour=red",
                    "/datasets?cursor=not-one-of-ours",
                    "/datasets?cursor=LTIxNDc0ODM2NDggYS9i", // -2147483648 a/b
                    "/agreements?state=happy",
                    "/agreements?reviewDueBefore=soon",
                    "/agreements?cursor=%21%21",
                    "/access-requests?state=happy",
                    "/access-requests?mine=perhaps",
                    "/access-requests?cursor=x",
                    "/grants?dataset=nonsense",
                    "/grants?cursor=x",
                    "/audit/events?outcome=happy",
                    "/audit/events?actor=%00",
                    "/audit/events?text=a%00b",
                    "/datasets?q=a%00b",
                    "/agreements?cursor=%00",
                    "/audit/events?from=soon",
                    "/audit/events?cursor=x",
                })
        void outside_its_vocabulary_is_refused(String path) {
            officer.get(path).isProblem(400, "bad-parameter");
        }

        @Test
        void for_more_than_a_page_goes_on_with_the_cursor() {
            String topic = Stage.newName();
            for (int i = 0; i < 3; i++) {
                var body = Stage.description(Stage.newName());
                body.put("topics", List.of(topic));
                stage.as("brent.steward").post("/datasets", body).is(201);
            }

            var first = officer.get("/datasets?limit=2&topic=" + topic).is(200);
            var second =
                    officer.get(
                                    "/datasets?limit=2&topic="
                                            + topic
                                            + "&cursor="
                                            + first.text("next"))
                            .is(200);

            assertThat(first.json().path("items")).hasSize(2);
            assertThat(second.json().path("items")).hasSize(1);
            assertThat(second.json().path("next").isNull()).isTrue();
            assertThat(second.texts("items", "id"))
                    .doesNotContainAnyElementsOf(first.texts("items", "id"));
        }
    }

    @Nested
    class A_path {
        private final Calls officer = stage.as("gla.officer");

        @Test
        void that_leads_nowhere_is_not_found() {
            officer.get("/nowhere").isProblem(404, "not-found");
            officer.get("/datasets/brent/" + Stage.newName()).isProblem(404, "not-found");
            officer.get("/datasets/brent/" + "a".repeat(300)).isProblem(404, "not-found");
            officer.get("/access-requests/1").isProblem(404, "not-found");
            officer.get("/audit/events/1").isProblem(404, "not-found");
        }

        @Test
        void with_another_method_says_which_it_knows() {
            var answer =
                    officer.call("DELETE", "/datasets", Map.of(), new byte[0])
                            .isProblem(405, "method-not-allowed");

            assertThat(answer.header("Allow")).contains("GET").contains("POST");
        }

        @Test
        void with_a_form_of_answer_that_there_is_not_is_refused() {
            officer.header("Accept", "text/html").get("/agencies").isProblem(406, "not-acceptable");
        }

        @Test
        void with_tricks_in_it_is_refused() {
            for (String path :
                    List.of(
                            "/api/v1/datasets/brent/..%2f..%2fetc",
                            "/api/v1/datasets/brent%2fx",
                            "/api/v1/datasets/../../actuator",
                            "/api/v1//datasets",
                            "/api/v1/datasets;x=1")) {
                assertThat(officer.get(path).status()).as(path).isIn(400, 404);
            }
        }
    }
}
