package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Several questions of AuthZEN in one call, and bodies that are none. */
class AuthzenEvaluationsIT extends AuthzenRoom {
    @Nested
    class Several_questions {
        private final Map<String, Object> yes = Map.of("subject", user("gla.officer"));
        private final Map<String, Object> no = Map.of("subject", user("gla.nobody"));

        @Test
        void take_the_call_s_values_where_they_have_none() {
            assertThat(decisions(null, List.of(yes, no, yes))).containsExactly(true, false, true);
        }

        @Test
        void end_at_the_first_no_or_the_first_yes_where_that_is_wanted() {
            assertThat(decisions("execute_all", List.of(no, yes, no)))
                    .containsExactly(false, true, false);
            assertThat(decisions("deny_on_first_deny", List.of(yes, no, yes)))
                    .containsExactly(true, false);
            assertThat(decisions("permit_on_first_permit", List.of(no, yes, no)))
                    .containsExactly(false, true);
        }

        @Test
        void of_which_one_lacks_something_are_answered_all_the_same() {
            var whole = question("gla.officer");
            var unnamed = new HashMap<>(whole);
            unnamed.put("subject", Map.of("type", "user"));

            for (var semantic : List.of("execute_all", "deny_on_first_deny")) {
                var answers =
                        as("brent.system")
                                .post(
                                        EVALUATIONS,
                                        Map.of(
                                                "options",
                                                Map.of("evaluations_semantic", semantic),
                                                "evaluations",
                                                List.of(whole, Map.of())))
                                .is(200)
                                .json()
                                .path("evaluations");

                assertThat(answers.valueStream().map(each -> each.path("decision").asBoolean()))
                        .containsExactly(true, false);
                assertThat(answers.path(1).at("/context/error/status").asInt()).isEqualTo(400);
            }
            var first =
                    as("brent.system")
                            .post(EVALUATIONS, Map.of("evaluations", List.of(unnamed, whole)))
                            .is(200)
                            .json();

            assertThat(first.at("/evaluations/0/context/error/message").asString())
                    .contains("subject.id");
            assertThat(first.at("/evaluations/1/decision").asBoolean()).isTrue();
        }

        @Test
        void of_which_there_are_none_are_one() {
            var answer = as("brent.system").post(EVALUATIONS, question("gla.officer")).is(200);

            assertThat(answer.json().path("decision").asBoolean()).isTrue();
        }

        @Test
        void are_each_on_the_record_by_themselves() {
            var many = question("gla.officer");
            many.put("evaluations", IntStream.range(0, 100).mapToObj(_ -> Map.of()).toList());

            var events =
                    as("brent.system")
                            .post(EVALUATIONS, many)
                            .is(200)
                            .json()
                            .path("evaluations")
                            .valueStream()
                            .map(each -> each.path("context").path("auditEvent").asString())
                            .toList();

            assertThat(events).hasSize(100).doesNotHaveDuplicates().doesNotContain("");
        }

        @Test
        void are_a_hundred_at_most() {
            var many = question("gla.officer");
            many.put("evaluations", IntStream.range(0, 101).mapToObj(_ -> Map.of()).toList());

            as("brent.system").post(EVALUATIONS, many).isProblem(400, "bad-body");
        }

        private List<Boolean> decisions(
                @Nullable String semantic, List<Map<String, Object>> evaluations) {
            var asked = question("gla.officer");
            asked.remove("subject");
            asked.put("evaluations", evaluations);
            if (semantic != null) {
                asked.put("options", Map.of("evaluations_semantic", semantic));
            }
            return as("brent.system")
                    .post(EVALUATIONS, asked)
                    .is(200)
                    .json()
                    .path("evaluations")
                    .valueStream()
                    .map(each -> each.path("decision").asBoolean())
                    .toList();
        }
    }

    @Nested
    class A_hostile_body {
        @Test
        void is_refused_as_a_whole() {
            assertBad("{\"subject\":{\"type\":\"user\",\"type\":\"user\",\"id\":\"x\"}}");
            assertBad("{\"subject\":7}");
            assertBad("{\"subject\":{\"type\":\"user\",\"id\":12}}");
            assertBad(
                    "{\"subject\":{\"type\":\"robot\"},\"action\":{\"name\":\"read\"},"
                            + "\"resource\":{\"type\":\"dataset\",\"id\":\"brent/x\"}}");
            assertBad(
                    "{\"subject\":{\"type\":\"user\",\"id\":\"x\"},\"action\":{\"name\":\"read\"},"
                            + "\"resource\":{\"type\":\"file\"}}");
            assertBad("[]");
            assertBad("{");
            assertBad("{}");
            assertBad("{\"context\":" + "[".repeat(200) + "]".repeat(200) + "}");
            assertBad("{\"options\":{\"evaluations_semantic\":\"guess\"},\"evaluations\":[{}]}");
            assertBad("{\"evaluations\":[null]}");
        }

        @Test
        void that_is_huge_is_refused_by_its_size() {
            var huge = "x".repeat(2 << 20);
            as("brent.system").postText(EVALUATION, "{\"subject\":\"" + huge + "\"}").is(413);
        }

        @Test
        void of_another_kind_is_a_bad_call() {
            byte[] body = JsonMapper.shared().writeValueAsBytes(question("gla.officer"));
            as("brent.system").upload(EVALUATION, body).isProblem(400, "bad-body");
        }

        private void assertBad(String body) {
            as("brent.system").postText(EVALUATIONS, body).is(400);
        }
    }
}
