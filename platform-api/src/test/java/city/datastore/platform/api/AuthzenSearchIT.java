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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The searches of AuthZEN: who may, what somebody may, and what of it. */
class AuthzenSearchIT extends AuthzenRoom {
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
    }
}
