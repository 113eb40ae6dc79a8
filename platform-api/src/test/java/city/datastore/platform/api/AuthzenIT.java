package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequests;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenID AuthZEN Authorization API 1.0, asked from outside. */
class AuthzenIT {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String EVALUATIONS = "/access/v1/evaluations";
    private static final String SUBJECTS = "/access/v1/search/subject";
    private static final String RESOURCES = "/access/v1/search/resource";
    private static final String ACTIONS = "/access/v1/search/action";

    private final Stage stage = new Stage(RunningPlatform.shared());
    private final String dataset = stage.dataset("brent");
    private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
    private final String grant = stage.grant(dataset, agreement, "gla.officer");

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

    @Nested
    class A_search {
        @Test
        void finds_who_may_read() {
            var found = as("brent.system").post(SUBJECTS, search(Map.of("type", "user"))).is(200);

            assertThat(found.texts("results", "id")).containsExactly("gla.officer");
            assertThat(found.json().path("page").path("next_token").asString("x")).isEmpty();
            assertThat(found.header("Audit-Event")).isNotEmpty();
        }

        @Test
        void of_who_may_read_is_not_for_everybody() {
            as("gla.officer").post(SUBJECTS, search(Map.of("type", "user"))).is(403);
        }

        @Test
        void finds_what_somebody_may_read() {
            var asked = search(user("gla.officer"));

            for (var person : List.of("gla.officer", "brent.system")) {
                assertThat(as(person).post(RESOURCES, asked).is(200).texts("results", "id"))
                        .contains(dataset);
            }
            assertThat(as("gla.system").post(RESOURCES, asked).is(200).texts("results", "id"))
                    .doesNotContain(dataset);
        }

        @Test
        void finds_what_may_be_done() {
            var asked = question("gla.officer");
            asked.remove("action");

            var found = as("brent.system").post(ACTIONS, asked).is(200);

            assertThat(found.texts("results", "name")).containsExactly("read");
            assertThat(person(found)).isEqualTo("gla.officer");
        }

        @Test
        void of_what_may_be_done_is_refused_where_the_question_cannot_be_asked() {
            var asked = question("mps.officer");
            as("gla.officer").post(ACTIONS, asked).isRefused();

            asked.put("resource", Map.of("type", "dataset", "id", "brent/no-such"));
            as("brent.system").post(ACTIONS, asked).isProblem(404, "not-found");
        }

        @Test
        void is_on_the_record_with_whom_it_was_about() {
            var asked = search(user("gla.officer"));

            assertThat(person(as("brent.system").post(RESOURCES, asked).is(200)))
                    .isEqualTo("gla.officer");
            assertThat(person(as("brent.system").post(SUBJECTS, asked).is(200))).isEmpty();
        }

        @Test
        void finds_what_an_evaluation_of_the_same_allows_and_nothing_else() {
            for (var context :
                    List.of(
                            Map.of("purpose", "another-purpose"),
                            Map.of("agreement", "DSA-1999-0001"),
                            Map.of("agreement", agreement, "purpose", "another-purpose"),
                            Map.of("agreement", "no reference"))) {
                assertThat(found(SUBJECTS, context)).isEmpty();
                assertThat(found(RESOURCES, context)).isEmpty();
            }
            for (var context :
                    List.of(
                            Map.of("purpose", Stage.PURPOSE),
                            Map.of("agreement", agreement),
                            Map.of("agreement", agreement, "purpose", Stage.PURPOSE))) {
                assertThat(found(SUBJECTS, context)).containsExactly("gla.officer");
                assertThat(found(RESOURCES, context)).contains(dataset);
            }
        }

        @Test
        void finds_who_may_read_by_an_older_grant() {
            String other = stage.agreement(dataset, "gla", Stage.COLUMNS);
            stage.grant(dataset, other, "gla.officer");
            as("brent.ig")
                    .post("/agreements/" + other + "/suspension", Map.of("reason", "An inquiry."))
                    .is(200);

            assertThat(found(SUBJECTS, Map.of())).containsExactly("gla.officer");
            assertThat(found(SUBJECTS, Map.of("agreement", other))).isEmpty();
        }

        @Test
        void goes_by_the_agency_of_somebody_s_newest_grant_as_an_evaluation_does() {
            var name = "moved-" + System.nanoTime();
            hold(name, "gla", agreement);
            assertThat(resources(name)).containsExactly(dataset);
            String last = hold(name, "camden", stage.agreement(dataset, "camden", Stage.COLUMNS));
            as("brent.ig")
                    .post("/grants/" + last + "/revocation", Map.of("reason", "over"))
                    .is(200);

            assertThat(resources(name)).isEmpty();
            assertThat(found(SUBJECTS, Map.of())).containsExactly("gla.officer");
            assertThat(decision(as("brent.system"), question(name))).isFalse();
        }

        @Test
        void names_somebody_by_their_subject_whose_user_name_no_question_takes() {
            var subject = "subject-" + System.nanoTime();
            hold(subject, "pat.o'brien", "gla", agreement);

            assertThat(found(SUBJECTS, Map.of())).containsExactlyInAnyOrder("gla.officer", subject);
            assertThat(decision(as("brent.system"), question(subject))).isTrue();
        }

        private List<String> resources(String name) {
            return as("brent.system")
                    .post(RESOURCES, search(user(name)))
                    .is(200)
                    .texts("results", "id");
        }

        /** The grant of somebody who acts for that agency. */
        private String hold(String name, String agency, String under) {
            return hold(name, name, agency, under);
        }

        private String hold(String subject, String name, String agency, String under) {
            var officer =
                    new Caller(
                            new PersonId(subject),
                            name,
                            new AgencyCode(agency),
                            Set.of(Role.OFFICER),
                            false,
                            new RequestId("test"));
            var ask =
                    new AccessRequests.Ask(
                            DatasetId.parse(dataset),
                            new AgreementRef(under),
                            new PurposeCode(Stage.PURPOSE),
                            Set.of(PermittedAction.READ),
                            null,
                            "To compare spending.");
            var asked =
                    RunningPlatform.shared().bean(AccessRequests.class).ask(officer, ask).value();
            return as("brent.ig")
                    .post("/access-requests/" + asked.asked().id() + "/grant", Map.of())
                    .is(200)
                    .text("id");
        }

        @Test
        void takes_no_page_that_it_did_not_give() {
            for (var path : List.of(SUBJECTS, RESOURCES)) {
                for (var page :
                        List.<Map<String, Object>>of(Map.of("token", "%%%"), Map.of("limit", -1))) {
                    var asked = search(user("gla.officer"));
                    asked.put("page", page);

                    as("brent.system").post(path, asked).is(400);
                }
            }
        }

        @Test
        void takes_no_page_of_another_search() {
            var asked = search(user("gla.officer"));
            asked.put("page", Map.of("limit", 1));
            String token = nextToken(asked);
            assertThat(token).isNotEmpty();

            asked.put("page", Map.of("token", token));
            as("brent.system").post(SUBJECTS, asked).is(200);
            asked.put("context", Map.of("purpose", Stage.PURPOSE));
            as("brent.system").post(SUBJECTS, asked).is(400);
        }

        @Test
        void cuts_a_limit_to_what_a_page_can_have() {
            for (int limit : List.of(0, 201, 1_000_000)) {
                var asked = search(user("gla.officer"));
                asked.put("page", Map.of("limit", limit));

                assertThat(as("brent.system").post(SUBJECTS, asked).is(200).texts("results", "id"))
                        .containsExactly("gla.officer");
            }
        }

        private String nextToken(Map<String, Object> asked) {
            return as("brent.system")
                    .post(SUBJECTS, asked)
                    .is(200)
                    .json()
                    .at("/page/next_token")
                    .asString();
        }

        private List<String> found(String path, Map<String, String> context) {
            var asked = search(user("gla.officer"));
            asked.put("context", context);
            return as("brent.system").post(path, asked).is(200).texts("results", "id");
        }

        private Map<String, Object> search(Map<String, Object> subject) {
            var asked = question("x");
            asked.put("subject", subject);
            asked.remove("context");
            return asked;
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

    private static boolean decision(Calls by, Map<String, Object> asked) {
        return by.post(EVALUATION, asked).is(200).json().path("decision").asBoolean();
    }

    /** The event of a question. */
    private Reply event(Reply answer) {
        return Trails.event(as("city.auditor"), answer.header("Audit-Event"));
    }

    /** Whom the record says that a question was about. */
    private String person(Reply answer) {
        return JsonMapper.shared()
                .readTree(event(answer).text("canonical"))
                .at("/unmapped/details/person")
                .asString("");
    }

    private static String reason(JsonNode answer) {
        return answer.path("context").path("reasons").path(0).path("code").asString("");
    }

    private static Map<String, Object> user(String name) {
        return Map.of("type", "user", "id", name);
    }

    private Map<String, Object> question(String person) {
        var asked = new HashMap<String, Object>();
        asked.put("subject", user(person));
        asked.put("action", Map.of("name", "read"));
        asked.put(
                "resource",
                Map.of(
                        "type",
                        "dataset",
                        "id",
                        dataset,
                        "properties",
                        Map.of("columns", Stage.COLUMNS)));
        asked.put("context", Map.of("agreement", agreement, "purpose", Stage.PURPOSE));
        return asked;
    }

    private Calls as(String person) {
        return stage.as(person);
    }
}
