package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The OpenID AuthZEN Authorization API 1.0, asked one question from outside. */
class AuthzenIT extends AuthzenRoom {
    @Nested
    class An_evaluation {
        @Test
        void says_yes_to_the_columns_that_the_gate_would_release() {
            var answer = as("brent.system").post(EVALUATION, question("gla.officer")).is(200);

            assertThat(answer.json().path("decision").asBoolean()).isTrue();
            var context = answer.json().path("context");
            assertThat(context.path("agreement").asString("")).isEqualTo(agreement);
            assertThat(context.path("grant").asString("")).isEqualTo(grant);
            assertThat(context.path("columns").size()).isEqualTo(Stage.COLUMNS.size());
            assertThat(answer.header("Audit-Event")).isNotEmpty();
            assertThat(context.path("reasons").findValuesAsString("text"))
                    .contains("They hold a grant for it.");
        }

        @Test
        void names_what_a_yes_rests_on_where_that_is_asked_for() {
            var asked = question("gla.officer");
            assertThat(context(asked).has("basis")).isFalse();

            asked.put(
                    "context",
                    Map.of("agreement", agreement, "purpose", Stage.PURPOSE, "basis", true));
            var basis = context(asked).path("basis");

            assertThat(basis.path("rule").asString()).isEqualTo("read-under-agreement");
            assertThat(basis.at("/agreement/lawfulBasis/article6").asString()).isEqualTo("6(1)(e)");
            assertThat(basis.at("/agreement/clauses").valueStream().map(JsonNode::asString))
                    .contains("purposes", "lawfulBasis.article6");
            assertThat(basis.at("/grant/accessRequest").asString()).isNotEmpty();
        }

        private JsonNode context(Map<String, Object> asked) {
            return as("brent.system").post(EVALUATION, asked).is(200).json().path("context");
        }

        @Test
        void of_oneself_needs_no_right_to_ask_about_others() {
            assertThat(decision(as("gla.officer"), question("gla.officer"))).isTrue();
        }

        @Test
        void says_no_to_the_whole_where_only_some_columns_may_be_read() {
            var whole = question("gla.officer");
            whole.put("resource", Map.of("type", "dataset", "id", dataset));

            var answer = as("brent.system").post(EVALUATION, whole).is(200).json();

            assertThat(answer.path("decision").asBoolean()).isFalse();
            assertThat(reason(answer)).isEqualTo("columns-not-allowed");
            assertThat(answer.path("context").path("columns").size())
                    .isEqualTo(Stage.COLUMNS.size());
        }

        @Test
        void follows_a_revocation_at_once() {
            as("brent.ig")
                    .post("/grants/" + grant + "/revocation", Map.of("reason", "over"))
                    .is(200);

            var answer = as("brent.system").post(EVALUATION, question("gla.officer")).json();

            assertThat(answer.path("decision").asBoolean()).isFalse();
            assertThat(reason(answer)).isEqualTo("grant-revoked");
        }

        @Test
        void follows_a_bar_at_once() {
            var bar =
                    Map.<String, Object>of(
                            "kind",
                            "bar",
                            "dataset",
                            dataset,
                            "person",
                            "gla.officer",
                            "reason",
                            "An inquiry.");
            as("brent.ig").post("/prohibitions", bar).is(201);

            assertThat(reason(as("brent.system").post(EVALUATION, question("gla.officer")).json()))
                    .isEqualTo("person-barred");
        }

        @Test
        void echoes_the_caller_s_request_id() {
            var answer =
                    as("brent.system")
                            .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
                            .post(EVALUATION, question("gla.officer"));

            assertThat(answer.header("X-Request-Id"))
                    .isEqualTo("bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
        }

        @Test
        void echoes_a_request_id_of_any_text_and_records_one_of_its_own() {
            String given = "trace/1; hop=\"a b\", " + "x".repeat(200);

            var answer =
                    as("brent.system")
                            .header("X-Request-ID", given)
                            .post(EVALUATION, question("gla.officer"))
                            .is(200);

            assertThat(answer.header("X-Request-Id")).isEqualTo(given);
            assertThat(event(answer).text("requestId")).matches("[0-9a-f]{32}");
        }

        @Test
        void is_on_the_record_with_whom_it_was_about() {
            var answer = as("brent.system").post(EVALUATION, question("gla.officer")).is(200);

            assertThat(person(answer)).isEqualTo("gla.officer");
        }
    }

    @Nested
    class What_the_platform_has_no_word_for {
        @Test
        void is_denied_with_its_reason() {
            assertDenied("subject-type-unknown", "subject", Map.of("type", "robot", "id", "r2"));
            assertDenied("resource-type-unknown", "resource", Map.of("type", "file", "id", "x"));
            assertDenied("action-unknown", "action", Map.of("name", "delete"));
            assertDenied("name-unknown", "resource", Map.of("type", "dataset", "id", "nothing"));
            assertDenied(
                    "dataset-unknown",
                    "resource",
                    Map.of("type", "dataset", "id", "brent/no-such"));
            assertDenied("purpose-missing", "context", Map.of("agreement", agreement));
            assertDenied(
                    "purpose-not-in-agreement",
                    "context",
                    Map.of("agreement", agreement, "purpose", "another-purpose"));
            assertDenied("no-grant", "subject", Map.of("type", "user", "id", "gla.nobody"));
        }

        @Test
        void does_not_get_in_the_way_as_an_extension() {
            var extended = question("gla.officer");
            extended.put("tenant", Map.of("id", "x"));
            extended.put("subject", Map.of("type", "user", "id", "gla.officer", "department", 7));

            assertThat(decision(as("brent.system"), extended)).isTrue();
        }

        private void assertDenied(String code, String part, Map<String, Object> value) {
            var asked = question("gla.officer");
            asked.put(part, value);

            var answer = as("brent.system").post(EVALUATION, asked).is(200).json();

            assertThat(answer.path("decision").asBoolean()).isFalse();
            assertThat(reason(answer)).isEqualTo(code);
        }
    }

    @Nested
    class Whoever_may_not_ask_about_others {
        @Test
        void is_denied_with_the_error_in_the_answer() {
            for (var person : List.of("gla.system", "gla.officer", "camden.ig", "city.admin")) {
                var reply = as(person).post(EVALUATION, question("mps.officer")).is(200);
                var answer = reply.isRecorded().json();

                assertThat(answer.path("decision").asBoolean()).isFalse();
                assertThat(answer.path("context").path("error").path("status").asInt())
                        .isEqualTo(403);
                assertThat(answer.at("/context/auditEvent").asString())
                        .isEqualTo(reply.header("Audit-Event"));
            }
        }

        @Test
        void needs_a_token_at_all() {
            Calls.with(RunningPlatform.shared(), "forged")
                    .post(EVALUATION, question("gla.officer"))
                    .is(401);
        }
    }

    @Nested
    class A_system_that_guards_data {
        @Test
        void lists_the_grants_on_it_and_nobodys_requests() {
            String pending = stage.request(dataset, agreement, "gla.officer");

            assertThat(stage.as("brent.ig").get("/access-requests?limit=200").texts("items", "id"))
                    .contains(pending);
            assertThat(
                            stage.as("brent.system")
                                    .get("/access-requests?limit=200")
                                    .is(200)
                                    .texts("items", "id"))
                    .isEmpty();
            assertThat(
                            stage.as("brent.system")
                                    .get("/grants?dataset=" + dataset)
                                    .is(200)
                                    .texts("items", "id"))
                    .containsExactly(grant);
        }

        @Test
        void sees_no_agreement_and_no_emergency_and_writes_nothing_down() {
            var system = stage.as("brent.system");

            system.get("/agreements").isRefused();
            system.get("/agreements/" + agreement).isRefused();
            system.get("/emergency-accesses").isRefused();
            system.get("/emergency-arrangements").isRefused();
            assertThat(stage.as("brent.ig").get("/agreements/" + agreement).status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class The_metadata {
        @Test
        void say_where_to_ask_without_a_token() {
            var found = as("gla.officer").get("/.well-known/authzen-configuration").is(200);

            var base = found.text("policy_decision_point");
            assertThat(base).startsWith("http");
            assertThat(found.text("access_evaluation_endpoint")).isEqualTo(base + EVALUATION);
            assertThat(found.text("access_evaluations_endpoint")).isEqualTo(base + EVALUATIONS);
            assertThat(found.text("search_subject_endpoint")).isEqualTo(base + SUBJECTS);
            assertThat(found.header("Cache-Control")).contains("max-age");
        }

        @ParameterizedTest
        @ValueSource(strings = {"security.txt", "authzen-configuration/x", "openid-configuration"})
        void are_all_that_is_told_there_and_nobody_is_led_to_sign_in_for_more(String name) {
            var stranger = Calls.with(RunningPlatform.shared(), "");

            stranger.get("/.well-known/" + name).isProblem(404, "not-found");
        }
    }
}
