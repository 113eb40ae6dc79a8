package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people learn of agreements and owners' rules that are no business of theirs: nothing. */
class StrangersIT {
    private static final String BLOCK = "192.0.2.0/24";

    private final Stage stage = new Stage(RunningPlatform.shared());
    private final String dataset = stage.dataset("brent");

    @Nested
    class An_agreement_between_others {
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);

        @Test
        void is_as_unknown_as_one_that_is_not_there() {
            var there = question(agreement);
            var notThere = question("DSA-2019-0001");

            assertThat(there.texts("missing", "code")).containsExactly("agreement-unknown");
            assertThat(without(there, agreement)).isEqualTo(without(notThere, "DSA-2019-0001"));
        }

        @Test
        void is_not_shown_by_a_refusal_that_is_judged_again() {
            var asked =
                    stage.as("camden.officer")
                            .post("/access-requests", Stage.ask(dataset, agreement))
                            .isProblem(403, "refused");
            var read =
                    stage.as("camden.officer").get(Stage.content(dataset, agreement)).isRefused();

            for (var refusal : List.of(asked, read)) {
                var again = replay("camden.auditor", refusal);

                assertThat(again.at("/verdict").asString()).isEqualTo("same");
                assertThat(again.at("/grounds/facts/permits")).isEmpty();
                assertThat(again.toString()).doesNotContain("gla");
            }
        }

        @Test
        void is_known_to_its_parties() {
            assertThat(
                            stage.as("gla.officer")
                                    .post("/decisions", asking(agreement))
                                    .is(200)
                                    .texts("missing", "code"))
                    .containsExactly("no-grant");
        }

        @Test
        void is_as_unknown_to_whoever_asks_about_one_of_its_parties() {
            String others = stage.agreement(stage.dataset("gla"), "camden", Stage.COLUMNS);
            stage.grant(dataset, agreement, "gla.officer");

            var there = about("brent.ig", others);
            assertThat(there.texts("missing", "code")).containsExactly("agreement-unknown");
            assertThat(missing(there, others))
                    .isEqualTo(missing(about("brent.ig", "DSA-2019-0001"), "DSA-2019-0001"));
            assertThat(about("brent.ig", agreement).json().path("allowed").asBoolean()).isTrue();
            assertThat(about("city.auditor", others).texts("missing", "code"))
                    .contains("dataset-not-in-agreement");
        }

        @Test
        void is_not_shown_to_the_owner_that_judges_again_what_one_of_its_parties_was_refused() {
            String others = stage.agreement(stage.dataset("gla"), "camden", Stage.COLUMNS);
            var read = stage.as("camden.officer").get(Stage.content(dataset, others)).isRefused();

            var owners = replay("brent.ig", read);
            assertThat(owners.at("/verdict").asString()).isEqualTo("same");
            assertThat(owners.at("/whole").asBoolean(true)).isFalse();
            assertThat(owners.at("/grounds/facts/permits")).isEmpty();
            assertThat(owners.toString()).doesNotContain("gla");

            for (String entitled : List.of("camden.auditor", "city.auditor")) {
                assertThat(replay(entitled, read).at("/grounds/facts/permits").toString())
                        .contains("gla");
            }
        }

        private Reply about(String who, String reference) {
            var asking = new HashMap<>(asking(reference));
            asking.put("person", "gla.officer");
            return stage.as(who).post("/decisions", asking).is(200);
        }

        private static String missing(Reply answer, String reference) {
            return answer.json().path("missing").toString().replace(reference, "it");
        }

        private Reply question(String reference) {
            return stage.as("camden.officer").post("/decisions", asking(reference)).is(200);
        }

        private Map<String, Object> asking(String reference) {
            return Map.of(
                    "dataset",
                    dataset,
                    "action",
                    "read",
                    "purpose",
                    Stage.PURPOSE,
                    "agreement",
                    reference);
        }

        private static String without(Reply answer, String reference) {
            return answer.json().toString().replace(reference, "it");
        }
    }

    @Nested
    class An_agreement_that_names_an_agency_no_more {
        private final String left = stage.agreement(dataset, "camden", Stage.COLUMNS);
        private final String stands = stage.agreement(dataset, "camden", Stage.COLUMNS);

        @Test
        void is_not_shown_by_a_yes_under_another_one_that_is_judged_again() {
            stage.grant(dataset, left, "camden.officer");
            stage.grant(dataset, stands, "camden.officer");
            goOnWith("gla");

            var read =
                    stage.as("camden.officer")
                            .get(
                                    "/datasets/"
                                            + dataset
                                            + "/versions/latest/content?purpose="
                                            + Stage.PURPOSE)
                            .is(200);
            var again = replay("camden.auditor", read);

            assertThat(again.at("/verdict").asString()).isEqualTo("same");
            var permits = again.at("/grounds/facts/permits");
            assertThat(permits).hasSize(1);
            assertThat(permits.toString()).contains(stands).doesNotContain(left);
        }

        /** The next version of the first is between the owner and that agency. */
        private void goOnWith(String agency) {
            String path = "/agreements/" + left;
            var begun = stage.as("brent.ig").post(path + "/variation").is(201);
            stage.as("brent.ig")
                    .header("If-Match", begun.header("ETag"))
                    .put(path + "/variation", Stage.terms(dataset, agency, Stage.COLUMNS))
                    .is(200);
            stage.as("brent.ig").post(path + "/variation/proposal").is(200);
            stage.as(agency + ".ig").post(path + "/variation/approval").is(200);
            assertThat(stage.as("brent.ig").get(path).json().path("version").asInt()).isEqualTo(2);
        }
    }

    @Nested
    class What_an_owner_lays_down {
        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);

        @Test
        void is_shown_to_its_own_people_and_the_city_and_left_out_for_others() {
            var networks =
                    Map.of(
                            "kind",
                            "networks",
                            "dataset",
                            dataset,
                            "reason",
                            "Sensitive.",
                            "zone",
                            "Hall",
                            "networks",
                            List.of(BLOCK));
            stage.as("brent.ig").post("/conditions", networks).is(201);
            var read = stage.as("gla.ig").get(Stage.content(dataset, agreement)).isRefused();
            assertThat(read.texts("missing", "code")).contains("outside-network");

            var own = replay("gla.ig", read);
            assertThat(own.at("/whole").asBoolean(true)).isFalse();
            assertThat(own.at("/verdict").asString()).isEqualTo("same");
            assertThat(own.toString()).doesNotContain("192.0.2");

            for (String entitled : List.of("brent.ig", "city.auditor")) {
                var whole = replay(entitled, read);
                assertThat(whole.at("/whole").asBoolean()).isTrue();
                assertThat(whole.at("/grounds/facts/conditions").toString()).contains("192.0.2");
            }
        }
    }

    @Nested
    class A_reading_of_ones_own_data {
        /** It would count as use of the agreement, and be withheld with what is read under it. */
        @Test
        void names_no_agreement_on_the_record_whatever_the_reader_names() {
            var read =
                    stage.as("brent.steward").get(Stage.content(dataset, "DSA-2026-0001")).is(200);

            var event = Trails.event(stage.as("city.auditor"), read.header("Audit-Event")).json();
            assertThat(event.path("agreement").isNull() || event.path("agreement").isMissingNode())
                    .isTrue();
            assertThat(event.path("purpose").isNull() || event.path("purpose").isMissingNode())
                    .isTrue();
        }
    }

    private JsonNode replay(String who, Reply refusal) {
        String event = refusal.header("Audit-Event");
        Trails.event(stage.as("city.auditor"), event);
        return stage.as(who).get("/audit/events/" + event + "/replay").is(200).json();
    }
}
