package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and their reviews, over HTTP; each test may find an alert that another one reviewed. */
class AlertsApiIT {
    private static final String NEVER = "/audit/alerts/0198c0de-0000-8000-8000-000000000000";

    private final Stage stage = new Stage(RunningPlatform.shared());

    /** An alert about this person, who has been refused again and again on data of that agency. */
    private String refusedAgain(String person, String owner) {
        String dataset = stage.dataset(owner);
        String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        for (int i = 0; i < Stage.REFUSALS; i++) {
            stage.as(person).get(Stage.content(dataset, agreement)).is(403);
        }
        return "/audit/alerts/"
                + Trails.alert(stage.as("city.auditor"), "kind=many-refusals&actor=" + person);
    }

    private static Map<String, Object> review(String outcome, String note) {
        return Map.of("outcome", outcome, "note", note);
    }

    @Nested
    class An_alert {
        private final String alert = refusedAgain("lfb.ig", "brent");

        @Test
        void says_who_and_why_and_names_its_events() {
            var found = stage.as("city.auditor").get(alert).is(200).isRecorded();

            assertThat(found.text("kind")).isEqualTo("many-refusals");
            assertThat(found.json().at("/person/username").asString()).isEqualTo("lfb.ig");
            assertThat(found.text("personAgency")).isEqualTo("lfb");
            assertThat(found.text("reason"))
                    .startsWith("lfb.ig was refused 10 times within an hour");
            assertThat(found.json().at("/events/count").asInt()).isEqualTo(Stage.REFUSALS);
            Trails.event(stage.as("city.auditor"), found.json().at("/events/first").asString());
            Trails.event(stage.as("city.auditor"), found.json().at("/events/last").asString());
        }

        @Test
        void is_kept_from_auditors_of_other_agencies_and_from_who_oversees_nothing() {
            stage.as("camden.auditor").get(alert).isRefused();
            stage.as("lfb.officer").get(alert).isRefused();
            stage.as("lfb.officer").get("/audit/alerts").isRefused();
        }

        @Test
        void that_there_is_not_is_not_found_by_who_sees_all() {
            stage.as("city.auditor").get(NEVER).isProblem(404, "not-found");
        }

        /** An id follows from what an alert is about: the person whom it names can work it out. */
        @ParameterizedTest
        @ValueSource(strings = {"lfb.officer", "camden.auditor", "gla.ig"})
        void is_for_who_may_not_see_it_as_one_that_never_was(String person) {
            var caller = stage.as(person);
            var review = review("explained", "Is there one?");

            assertThat(said(caller.get(alert))).isEqualTo(said(caller.get(NEVER)));
            assertThat(said(caller.post(alert + "/review", review)))
                    .isEqualTo(said(caller.post(NEVER + "/review", review)));
        }

        /** The body without the id of the request. */
        private static String said(Reply reply) {
            return reply.isRefused().body().replace(reply.header("X-Request-Id"), "");
        }

        @Test
        void is_not_found_by_what_it_is_not() {
            stage.as("city.auditor")
                    .get("/audit/alerts?kind=strange")
                    .isProblem(400, "bad-parameter");
            assertThat(
                            stage.as("city.auditor")
                                    .get("/audit/alerts?kind=break-in-volume&actor=lfb.ig")
                                    .is(200)
                                    .json()
                                    .path("items"))
                    .isEmpty();
        }
    }

    @Nested
    class Reading_a_version_that_holds_the_reader {
        private final String dataset = stage.emptyDataset("brent");
        private final String agreement = stage.agreement(dataset, "gla", List.of("name", "amount"));

        private void upload(String... people) {
            var file = new StringBuilder("account,name,amount\r\n");
            for (String person : people) {
                file.append(person).append(",Ann,1\r\n");
            }
            stage.as("brent.steward")
                    .upload("/datasets/" + dataset + "/versions", file.toString().getBytes(UTF_8))
                    .is(201);
        }

        private void reads(String person) {
            stage.as(person).get(Stage.content(dataset, agreement)).is(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"username", "email"})
        void raises_an_alert_and_reading_of_others_raises_none(String kind) {
            stage.as("brent.steward")
                    .put(
                            "/datasets/" + dataset + "/identifiers",
                            Map.of(
                                    "identifiers",
                                    List.of(Map.of("column", "account", "kind", kind))))
                    .is(200);
            stage.grant(dataset, agreement, "gla.officer");
            upload("mps.officer", "gla.steward");
            reads("gla.officer");
            upload("mps.officer", "GLA.Officer");
            stage.as("brent.steward").get(Stage.content(dataset, agreement)).is(200);

            reads("gla.officer");

            var auditor = stage.as("city.auditor");
            String query = "kind=own-records&dataset=" + dataset;
            var alert = auditor.get("/audit/alerts/" + Trails.alert(auditor, query)).is(200);
            assertThat(alert.json().at("/person/username").asString()).isEqualTo("gla.officer");
            assertThat(alert.text("reason"))
                    .startsWith("gla.officer read version 2 of " + dataset + " on ");
            assertThat(alert.text("owner")).isEqualTo("brent");
            assertThat(auditor.get("/audit/alerts?" + query).is(200).texts("items", "id"))
                    .hasSize(1);
            stage.as("gla.ig").get("/audit/alerts/" + alert.text("id")).isRefused();
        }
    }

    @Nested
    class A_review {
        private final String alert = refusedAgain("lfb.ig", "brent");

        @Test
        void is_on_the_record_and_says_how_the_alert_stands() {
            var reviewed =
                    stage.as("city.auditor")
                            .post(alert + "/review", review("needs-action", "Ask their lead."))
                            .is(200)
                            .isRecorded();

            assertThat(reviewed.text("state")).isEqualTo("needs-action");
            var event = Trails.event(stage.as("city.auditor"), reviewed.header("Audit-Event"));
            assertThat(event.text("action")).isEqualTo("alert.review");
            assertThat(event.text("outcome")).isEqualTo("done");
            var after =
                    stage.as("city.auditor")
                            .post(alert + "/review", review("dealt-with", "Spoke to them."))
                            .is(200);
            assertThat(after.text("state")).isEqualTo("closed");
            assertThat(after.texts("reviews", "note"))
                    .containsSequence("Ask their lead.", "Spoke to them.");
            assertThat(after.texts("reviews", "event")).contains(reviewed.header("Audit-Event"));
        }

        @Test
        void of_one_s_own_acts_is_refused() {
            stage.as("lfb.ig")
                    .post(alert + "/review", review("explained", "It was me."))
                    .isRefused();
        }

        @Test
        void needs_an_outcome_that_there_is_and_a_note() {
            var auditor = stage.as("city.auditor");

            auditor.post(alert + "/review", review("maybe", "Hm.")).is(422);
            auditor.post(alert + "/review", review("explained", " ")).is(422);
            auditor.post(alert + "/review", review("explained", "x".repeat(2_001))).is(422);
        }
    }
}
