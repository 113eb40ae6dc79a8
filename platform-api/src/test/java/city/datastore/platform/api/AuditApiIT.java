package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.EventId;
import city.datastore.platform.Pruned;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import city.datastore.stack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());

    @Nested
    class A_refused_read {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        private final Reply refused =
                stage.as("gla.officer")
                        .header("X-Request-Id", "req-" + System.nanoTime())
                        .get(Stage.content(dataset, agreement))
                        .isRefused();
        private final String id = refused.header("Audit-Event");

        @Test
        void is_on_the_record_with_who_what_why_and_under_which_call() {
            var event = Trails.event(stage.as("city.auditor"), id).isRecorded();

            assertThat(event.text("id")).isEqualTo(id);
            assertThat(event.text("action")).isEqualTo("dataset.read");
            assertThat(event.text("outcome")).isEqualTo("refused");
            assertThat(event.text("dataset")).isEqualTo(dataset);
            assertThat(event.text("agreement")).isEqualTo(agreement);
            assertThat(event.text("purpose")).isEqualTo(Stage.PURPOSE);
            assertThat(event.text("requestId")).isEqualTo(refused.header("X-Request-Id"));
            assertThat(event.json().at("/actor/username").asString()).isEqualTo("gla.officer");
            assertThat(event.json().at("/actor/agency").asString()).isEqualTo("gla");
            assertThat(event.json().at("/actor/roles/0").asString()).isEqualTo("officer");
            assertThat(event.texts("reasons", "code")).isNotEmpty();
            assertThat(event.json().path("sequence").asLong()).isPositive();
        }

        @Test
        void is_seen_by_who_did_it_the_owners_lead_and_auditors_and_by_nobody_else() {
            Trails.event(stage.as("gla.officer"), id);
            Trails.event(stage.as("brent.ig"), id);
            Trails.event(stage.as("city.auditor"), id);

            stage.as("camden.officer").get("/audit/events/" + id).isRefused();
            stage.as("camden.auditor").get("/audit/events/" + id).isRefused();
        }

        @Test
        void is_found_by_what_it_is_about() {
            Trails.event(stage.as("city.auditor"), id);

            for (String query :
                    new String[] {
                        "dataset=" + dataset,
                        "agreement=" + agreement,
                        "dataset=" + dataset + "&actor=gla.officer",
                        "dataset=" + dataset + "&agency=gla",
                        "dataset=" + dataset + "&agency=brent",
                        "dataset=" + dataset + "&outcome=refused&action=dataset.read",
                        "dataset=" + dataset + "&from=" + Instant.now().minusSeconds(600),
                        "dataset=" + dataset + "&to=" + Stage.today(),
                    }) {
                assertThat(
                                stage.as("city.auditor")
                                        .get("/audit/events?limit=200&" + query)
                                        .is(200)
                                        .texts("items", "id"))
                        .as(query)
                        .contains(id);
            }
            assertThat(
                            stage.as("city.auditor")
                                    .get("/audit/events?outcome=allowed&dataset=" + dataset)
                                    .texts("items", "id"))
                    .doesNotContain(id);
        }

        @Test
        void is_not_among_what_others_find() {
            Trails.event(stage.as("city.auditor"), id);

            assertThat(
                            stage.as("camden.auditor")
                                    .get("/audit/events?limit=200&dataset=" + dataset)
                                    .is(200)
                                    .json()
                                    .path("items"))
                    .isEmpty();
        }
    }

    @Nested
    class A_decision_judged_again {
        private final String dataset = stage.dataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        private final String grant = stage.grant(dataset, agreement, "gla.officer");
        private final String read =
                stage.as("gla.officer")
                        .get(Stage.content(dataset, agreement))
                        .is(200)
                        .header("Audit-Event");

        @Test
        void is_answered_as_it_was_whatever_has_changed_since() {
            stage.as("brent.ig")
                    .post("/grants/" + grant + "/revocation", Map.of("reason", "No need any more"))
                    .is(200);
            stage.as("gla.officer").get(Stage.content(dataset, agreement)).isRefused();

            var again = replay("city.auditor", read).isRecorded();

            assertThat(again.text("verdict")).isEqualTo("same");
            assertThat(again.json().path("sameRules").asBoolean()).isTrue();
            assertThat(again.json().at("/again/outcome").asString()).isEqualTo("allowed");
            assertThat(again.json().path("again").path("reasons"))
                    .isEqualTo(again.json().path("then").path("reasons"))
                    .isNotEmpty();
            var facts = again.json().at("/grounds/facts");
            assertThat(facts.at("/permits/0/agreement").asString()).isEqualTo(agreement);
            assertThat(facts.at("/grants/0/id").asString()).isEqualTo(grant);
            assertThat(facts.at("/grants/0/revoked").asBoolean()).isFalse();
            var by = again.json().path("by");
            assertThat(by.path("rule").asString()).isEqualTo("read-under-agreement");
            assertThat(by.at("/agreement/lawfulBasis/article6").asString()).isEqualTo("6(1)(e)");
            assertThat(by.at("/agreement/clauses").size()).isPositive();
            assertThat(by.at("/grant/id").asString()).isEqualTo(grant);
        }

        @Test
        void is_judged_for_who_oversees_and_is_within_scope_only() {
            replay("brent.ig", read);

            for (String nobody : List.of("gla.officer", "camden.auditor")) {
                stage.as(nobody).get("/audit/events/" + read + "/replay").isRefused();
            }
        }

        @Test
        void is_found_out_when_somebody_exchanged_what_it_rested_on() throws SQLException {
            var before = replay("city.auditor", read);
            assertThat(before.text("verdict")).isEqualTo("same");

            exchange();

            var after = replay("city.auditor", read);
            assertThat(after.text("verdict")).isEqualTo("altered");
            assertThat(after.json().path("again").isNull()).isTrue();
        }

        @Test
        void is_not_there_for_an_event_that_is_no_decision() {
            var event =
                    Trails.newest(
                            stage.as("city.auditor"),
                            "dataset=" + dataset + "&action=dataset.release");

            assertThat(replay("city.auditor", event).text("verdict")).isEqualTo("no-decision");
            stage.as("city.auditor")
                    .get("/audit/events/01890000-0000-7000-8000-000000000009/replay")
                    .isProblem(404, "not-found");
        }

        private Reply replay(String who, String event) {
            Trails.event(stage.as("city.auditor"), event);
            return stage.as(who).get("/audit/events/" + event + "/replay").is(200);
        }

        /** As somebody could who owns the database; the platform's own role cannot. */
        private void exchange() throws SQLException {
            try (Connection owner =
                            RunningPlatform.shared()
                                    .stack()
                                    .postgres()
                                    .connect(PostgresServer.OWNER);
                    var statement = owner.createStatement()) {
                statement.execute(
                        "ALTER TABLE access.decision_part DROP CONSTRAINT decision_part_check");
                try {
                    assertThat(
                                    statement.executeUpdate(
                                            "UPDATE access.decision_part SET body = replace("
                                                    + "convert_from(body, 'UTF8'), '"
                                                    + grant
                                                    + "', '01890000-0000-7000-8000-000000000009'"
                                                    + ")::bytea WHERE position('"
                                                    + grant
                                                    + "'::bytea IN body) > 0"))
                            .isPositive();
                } finally {
                    statement.execute(
                            "ALTER TABLE access.decision_part ADD CONSTRAINT decision_part_check"
                                    + " CHECK (length(digest) = 32 AND digest = sha256(body))"
                                    + " NOT VALID");
                }
            }
        }
    }

    @Nested
    class An_event_whose_body_was_deleted {
        private final String dataset = stage.dataset("brent");
        private final String id =
                stage.as("gla.officer")
                        .get(Stage.content(dataset, stage.agreement(dataset, "gla", Stage.COLUMNS)))
                        .isRefused()
                        .header("Audit-Event");

        @Test
        void is_no_longer_kept_and_the_answer_says_what_is_left_and_is_on_the_record()
                throws SQLException {
            var auditor = stage.as("city.auditor");
            Trails.event(auditor, id);

            Pruned.body(RunningPlatform.shared(), id);

            for (String path :
                    List.of(
                            "/audit/events/" + id,
                            "/audit/events/" + id + "/receipt",
                            "/audit/events/" + id + "/replay")) {
                var answer = auditor.get(path).isProblem(410, "no-longer-kept");
                assertThat(answer.text("detail"))
                        .contains("under the retention policy, which kept it for P6Y")
                        .contains("its leaf remains in the log with the index");
                var looked = Trails.event(auditor, answer.header("Audit-Event"));
                assertThat(looked.text("action")).isEqualTo("audit.read");
            }
        }

        @Test
        void is_unknown_to_whoever_does_not_see_all_of_the_record() throws SQLException {
            for (String within : List.of("gla.officer", "brent.ig")) {
                Trails.event(stage.as(within), id);
            }

            Pruned.body(RunningPlatform.shared(), id);

            for (String nobody : List.of("gla.officer", "brent.ig", "camden.auditor")) {
                for (String path : List.of("", "/receipt", "/replay")) {
                    var answer = stage.as(nobody).get("/audit/events/" + id + path);
                    assertThat(answer.isProblem(404, "not-found").text("detail"))
                            .contains("there is no event " + id + " in the record");
                }
            }
        }
    }

    @Nested
    class An_event_that_the_log_has_not_reached {
        private final RunningPlatform platform = RunningPlatform.shared();
        private final Calls auditor = stage.as("city.auditor");
        private final Browser browser = new Browser();

        @BeforeEach
        void signIn() {
            var form = browser.get(platform.uri("/sign-in"));
            browser.submit(form, Map.of("username", "city.auditor", "password", "datastore"));
        }

        @Test
        void may_be_recorded_however_long_the_log_stands_still_and_is_there_when_it_goes_on()
                throws SQLException {
            var dataset = stage.dataset("brent");
            var agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
            String id;
            try (Connection writer = platform.stack().postgres().connect(PostgresServer.OWNER)) {
                writer.setAutoCommit(false);
                writer.createStatement().execute("SELECT FROM audit.head FOR UPDATE");
                id =
                        stage.as("gla.officer")
                                .get(Stage.content(dataset, agreement))
                                .isRefused()
                                .header("Audit-Event");
                untilTheDeskSays("The log is behind by");

                for (String path : List.of("", "/receipt", "/replay")) {
                    assertThatNobodyClaimsIt(auditor.get("/audit/events/" + id + path));
                }
                auditor.get("/audit/events/0198c0de-0000-7000-8000-000000000000")
                        .isProblem(404, "not-found");
                var page = browser.get(platform.uri("/audit/events/" + id));
                assertThat(page.statusCode()).isEqualTo(202);
                assertThat(page.body()).contains("Not yet in the log", "Look again");
            }

            Trails.event(auditor, id).isRecorded();
            assertThat(browser.get(platform.uri("/audit/events/" + id)).body()).contains("Proved");
            untilTheDeskSays("The log is up to date");
        }

        @Test
        void is_unknown_when_the_log_has_come_past_the_time_in_an_id_that_somebody_made_up() {
            String path = "/audit/events/" + EventId.at(Instant.now());

            assertThatNobodyClaimsIt(auditor.get(path + "/receipt"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> auditor.get(path).status() == 404);
            auditor.get(path + "/receipt").isProblem(404, "not-found");
        }

        private void assertThatNobodyClaimsIt(Reply answer) {
            assertThat(answer.is(202).header("Retry-After")).isEqualTo("1");
            assertThat(answer.body()).startsWith("not yet in the log: if this event was recorded");
        }

        private void untilTheDeskSays(String words) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> browser.get(platform.uri("/audit")).body().contains(words));
        }
    }

    @Nested
    class Reading_the_trail {
        @Test
        void is_itself_on_the_record() {
            var searched = stage.as("city.auditor").get("/audit/events").is(200).isRecorded();

            var event = Trails.event(stage.as("city.auditor"), searched.header("Audit-Event"));

            assertThat(event.text("action")).isEqualTo("audit.search");
            assertThat(event.json().at("/actor/username").asString()).isEqualTo("city.auditor");
        }

        @Test
        void goes_newest_first_and_page_by_page() {
            stage.dataset("brent");
            var first = stage.as("city.auditor").get("/audit/events?limit=2").is(200);
            var second =
                    stage.as("city.auditor")
                            .get("/audit/events?limit=2&cursor=" + first.text("next"))
                            .is(200);

            var numbers = first.texts("items", "sequence");
            numbers.addAll(second.texts("items", "sequence"));
            assertThat(numbers.stream().map(Long::valueOf).toList())
                    .hasSize(4)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }

        @Test
        void of_an_event_that_there_is_not_says_so() {
            stage.as("city.auditor")
                    .get("/audit/events/0198c0de-0000-7000-8000-000000000000")
                    .isProblem(404, "not-found");
        }
    }
}
