package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What was used of an agreement beside what it promises, and what comes of that. */
class ReviewApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Reviewing reviewing = new Reviewing(stage);
    private final Calls brent = stage.as("brent.ig");
    private final Calls gla = stage.as("gla.ig");
    private final String path = reviewing.path();
    private final String review = path + "/review";

    private static Map<String, Object> renewed(String next) {
        return Map.of("outcome", "renewed", "nextReview", next, "comment", "Still needed.");
    }

    @Nested
    class What_a_lead_sees {
        @Test
        void is_what_was_read_refused_and_never_used_and_nobodys_name() {
            var reply = reviewing.once(1).get(review).is(200);
            var seen = reply.json();
            var read = seen.at("/datasets/0");
            assertThat(read.path("dataset").asString()).isEqualTo(reviewing.dataset);
            assertThat(read.path("promised").toString()).isEqualTo("[\"id\",\"name\"]");
            assertThat(read.path("reads").asInt()).isEqualTo(1);
            assertThat(read.path("people").asInt()).isEqualTo(1);
            assertThat(read.at("/by/0/agency").asString()).isEqualTo("gla");
            assertThat(read.path("versions").toString()).isEqualTo("[1]");
            assertThat(read.path("read").toString()).isEqualTo("[\"id\",\"name\"]");
            assertThat(read.path("grantsNeverUsed").asInt()).isZero();
            var unread = seen.at("/datasets/1");
            assertThat(unread.path("reads").asInt()).isZero();
            assertThat(unread.path("lastRead").isNull()).isTrue();
            assertThat(unread.path("grants").asInt()).isEqualTo(1);
            assertThat(unread.path("grantsNeverUsed").asInt()).isEqualTo(1);
            assertThat(seen.path("refusals").toString())
                    .contains("{\"code\":\"purpose-not-in-agreement\",\"count\":1}");
            assertThat(seen.at("/agencies/0/people").asInt()).isEqualTo(1);
            assertThat(reply.body()).doesNotContain("gla.officer");
        }

        @Test
        void is_a_suggestion_with_its_reasons() {
            var proposal = reviewing.once(1).get(review).json().path("proposal");
            assertThat(proposal.path("outcome").asString()).isEqualTo("narrowed");
            assertThat(proposal.at("/reasons/0/code").asString()).isEqualTo("dataset-never-read");
            assertThat(proposal.at("/reasons/0/subject").asString()).isEqualTo(reviewing.unread);
        }

        @Test
        void is_of_the_days_that_they_name() {
            String today = Stage.today().toString();
            var seen = reviewing.once(1).get(review + "?from=" + today).is(200);
            assertThat(seen.json().at("/proposal/reasons/0/code").asString()).isEqualTo("too-soon");
            brent.get(review + "?from=" + today + "&to=2020-01-01").isProblem(400, "bad-parameter");
            brent.get(review + "?from=soon").isProblem(400, "bad-parameter");
            brent.get(review + "?since=soon").isProblem(400, "bad-parameter");
            var before = brent.get(review + "?to=" + Stage.today().minusDays(10)).is(200);
            assertThat(before.json().path("reads").asInt()).isZero();
        }

        @Test
        void is_on_the_record_by_itself() {
            var reply = gla.get(review).is(200);
            var event = Trails.event(gla, reply.header("Audit-Event"));
            assertThat(event.json().toString()).contains("agreement.see-use", reviewing.reference);
        }
    }

    @Nested
    class Who_may_not_look {
        @Test
        void is_anybody_but_leads_and_auditors_of_parties_and_of_the_city() {
            stage.as("city.auditor").get(review).is(200);
            stage.as("camden.auditor").get(review).isRefused();
            stage.as("gla.officer").get(review).isRefused();
            stage.as("brent.steward").get(review).isRefused();
            stage.as("mps.ig").get(review).isRefused();
            stage.as("city.auditor").post(review, renewed("2027-01-01")).isRefused();
            brent.get("/agreements/DSA-2026-9999/review").isProblem(404, "not-found");
        }

        @Test
        void is_told_that_a_draft_has_no_use() {
            var terms = Stage.terms(reviewing.dataset, "gla", "all");
            String draft = brent.post("/agreements", terms).is(201).text("reference");
            brent.get("/agreements/" + draft + "/review").isProblem(409, "wrong-state");
            brent.post("/agreements/" + draft + "/review", Map.of("outcome", "ended"))
                    .isProblem(409, "wrong-state");
        }
    }

    @Nested
    class A_review {
        @Test
        void moves_the_next_one_and_is_in_the_history_while_the_terms_stay() {
            String next = Stage.today().plusMonths(7).toString();
            var before = brent.get(path).json();
            var after = brent.post(review, renewed(next)).is(200);
            assertThat(after.json().path("nextReview").asString()).startsWith(next.substring(0, 7));
            assertThat(after.json().path("reviewDue")).isEqualTo(before.path("reviewDue"));
            assertThat(after.text("digest")).isEqualTo(before.path("digest").asString());
            var steps = gla.get(path + "/history").json().path("items");
            var last = steps.get(steps.size() - 1);
            assertThat(last.path("what").asString()).isEqualTo("reviewed");
            assertThat(last.path("about").asString()).isEqualTo("renewed");
            var made = gla.get(review).is(200).json().at("/reviews/0");
            assertThat(made.path("outcome").asString()).isEqualTo("renewed");
            assertThat(made.path("comment").asString()).isEqualTo("Still needed.");
            assertThat(gla.get(review).json().path("from").asString())
                    .isEqualTo(made.path("to").asString());
        }

        @Test
        void needs_an_outcome_and_a_date_that_keeps_the_rule() {
            brent.post(review, Map.of("outcome", "forgotten")).isProblem(422, "bad-fields");
            brent.post(review, Map.of("outcome", "renewed")).isProblem(422, "bad-fields");
            brent.post(review, renewed(Stage.today().minusDays(1).toString()))
                    .isProblem(422, "bad-fields");
            brent.post(review, renewed(Stage.today().plusMonths(11).toString()))
                    .isProblem(422, "bad-fields");
            brent.post(review, Map.of("outcome", "ended", "nextReview", "2027-01-01"))
                    .isProblem(422, "bad-fields");
            brent.post(review, Map.of("outcome", "ended", "comment", "x".repeat(2001)))
                    .isProblem(422, "bad-fields");
            brent.post(review, Map.of("outcome", "ended", "by", "me")).isProblem(400, "bad-body");
        }
    }

    @Nested
    class Narrowing {
        @Test
        void begins_the_next_version_without_what_was_never_read() {
            var draft = reviewing.once(1).post(review + "/narrowing").is(201).json();
            assertThat(draft.path("state").asString()).isEqualTo("draft");
            assertThat(draft.path("version").asInt()).isEqualTo(2);
            assertThat(draft.path("datasets")).hasSize(1);
            assertThat(draft.at("/datasets/0/dataset").asString()).isEqualTo(reviewing.dataset);
            assertThat(brent.get(path).json().path("datasets")).hasSize(2);
            brent.post(review + "/narrowing").isProblem(409, "wrong-state");
        }

        @Test
        void has_nothing_to_do_where_nothing_stands_out() {
            brent.post(review + "/narrowing?from=" + Stage.today()).isProblem(409, "wrong-state");
            assertThat(brent.get(path + "/variation").status()).isEqualTo(404);
        }
    }
}
