package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An agreement in force whose next version is written, signed and put in its place. */
class VariationApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls brent = stage.as("brent.ig");
    private final Calls gla = stage.as("gla.ig");
    private final String dataset = stage.dataset("brent");
    private final String reference = stage.agreement(dataset, "gla", Stage.COLUMNS);
    private final String path = "/agreements/" + reference;

    private Map<String, Object> wider() {
        return Stage.terms(dataset, "gla", List.of("id", "name", "amount", "secret"));
    }

    private Reply written(Map<String, Object> terms) {
        var begun = brent.post(path + "/variation").is(201);
        return brent.header("If-Match", begun.header("ETag"))
                .put(path + "/variation", terms)
                .is(200);
    }

    private int columnsRead() {
        String grant =
                "/datasets/"
                        + dataset
                        + "/versions/1/content?agreement="
                        + reference
                        + "&purpose="
                        + Stage.PURPOSE;
        String first =
                stage.as("gla.officer").get(grant).is(200).body().lines().findFirst().orElseThrow();
        return first.split(",", -1).length;
    }

    @Nested
    class Another_version {
        @Test
        void counts_only_when_those_have_signed_whom_it_concerns() {
            stage.grant(dataset, reference, "gla.officer");
            assertThat(columnsRead()).isEqualTo(3);
            var draft = written(Stage.terms(dataset, "gla", List.of("id", "name")));
            assertThat(draft.text("state")).isEqualTo("draft");
            assertThat(draft.json().path("version").asInt()).isEqualTo(2);

            var seen = gla.get(path + "/variation").is(200).json();
            assertThat(seen.path("asked").toString()).isEqualTo("[\"brent\",\"gla\"]");
            assertThat(seen.at("/changes/0/what").asString()).isEqualTo("columns");
            assertThat(seen.at("/changes/0/before").asString()).isEqualTo("amount");
            assertThat(seen.at("/impact/losses/0/columns").toString()).isEqualTo("[\"amount\"]");
            assertThat(seen.at("/impact/gains")).isEmpty();
            assertThat(seen.at("/impact/grants/0/narrowed").asInt()).isEqualTo(1);
            assertThat(seen.at("/impact/grants/0/stopped").asInt()).isZero();
            assertThat(seen.at("/impact/purposes/gained")).isEmpty();
            assertThat(seen.at("/impact/grants/0/widened").asInt()).isZero();

            brent.post(path + "/variation/proposal").is(200);
            var live = gla.get(path).is(200);
            assertThat(live.text("state")).isEqualTo("active");
            assertThat(live.json().path("version").asInt()).isEqualTo(1);
            assertThat(columnsRead()).isEqualTo(3);
            brent.post(path + "/variation/approval").isRefused();

            var adopted = gla.post(path + "/variation/approval").is(200);
            assertThat(adopted.text("state")).isEqualTo("active");
            assertThat(adopted.json().path("version").asInt()).isEqualTo(2);
            assertThat(columnsRead()).isEqualTo(2);
            gla.get(path + "/variation").isProblem(404, "not-found");
            assertThat(brent.get(path + "/history").json().path("items").toString())
                    .contains("\"varied\"")
                    .contains("\"variation-proposed\"")
                    .contains("\"adopted\"");
        }

        @Test
        void says_what_it_can_be_used_for_besides_and_until_when() {
            var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
            terms.put(
                    "purposes",
                    List.of(
                            Map.of("code", Stage.PURPOSE, "text", "To compare spending."),
                            Map.of("code", "fraud", "text", "To find fraud.")));
            written(terms);

            var impact = gla.get(path + "/variation").is(200).json().path("impact");

            assertThat(impact.at("/purposes/gained").toString()).isEqualTo("[\"fraud\"]");
            assertThat(impact.at("/purposes/lost")).isEmpty();
            assertThat(impact.at("/actions/gained")).isEmpty();
            assertThat(impact.at("/dates").isNull()).isTrue();
        }

        @Test
        void is_signed_with_its_own_digest_and_the_old_one_stays_readable() {
            written(wider());
            brent.post(path + "/variation/proposal").is(200);
            var digest = gla.get(path + "/variation").json().at("/next/digest").asString();
            gla.post(path + "/variation/approval").is(200);
            assertThat(gla.get(path).text("digest")).isEqualTo(digest);
            var signed = gla.get(path + "/signatures").json().path("items");
            assertThat(signed).hasSize(4);
            assertThat(signed.get(3).path("digest").asString()).isEqualTo(digest);
            assertThat(gla.get(path + "/editions/1").is(200).body()).doesNotContain("secret");
        }
    }

    @Nested
    class A_version_that_concerns_one_party_only {
        @Test
        void takes_its_signature_alone_and_carries_the_other() {
            var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
            terms.put("particulars", Map.of("party/brent", Map.of("ig-lead", "ig@brent.example")));
            written(terms);
            assertThat(gla.get(path + "/variation").json().path("asked").toString())
                    .isEqualTo("[\"brent\"]");
            var adopted = brent.post(path + "/variation/proposal").is(200);
            assertThat(adopted.text("state")).isEqualTo("active");
            assertThat(adopted.json().path("version").asInt()).isEqualTo(2);
            assertThat(adopted.json().path("waitingFor")).isEmpty();
            assertThat(adopted.texts("signatures", "agency"))
                    .containsExactlyInAnyOrder("brent", "gla");
        }
    }

    @Nested
    class A_party_that_left {
        private final Calls camden = stage.as("camden.ig");
        private final String three = "/agreements/" + ofThree();

        private Map<String, Object> ofThree(String title) {
            var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
            terms.put("title", title);
            terms.put(
                    "parties",
                    List.of(
                            Stage.party("brent", true),
                            Stage.party("gla", false),
                            Stage.party("camden", false)));
            return terms;
        }

        private String ofThree() {
            String drafted = brent.post("/agreements", ofThree("Three")).is(201).text("reference");
            brent.post("/agreements/" + drafted + "/proposal").is(200);
            gla.post("/agreements/" + drafted + "/approval").is(200);
            return drafted;
        }

        @Test
        void reads_nothing_that_was_written_after_it_left() {
            camden.post(three + "/departure", Map.of("reason", "No need.")).is(200);
            var begun = brent.post(three + "/variation").is(201);
            brent.header("If-Match", begun.header("ETag"))
                    .put(three + "/variation", wider())
                    .is(200);

            camden.get(three + "/editions/1").is(200);
            camden.get(three + "/variation").isRefused();
            camden.get(three + "/editions/3").isRefused();
            camden.get(three + "/diff?from=1&to=3").isRefused();
            assertThat(gla.get(three + "/editions/3").is(200).body()).contains("secret");

            brent.post(three + "/variation/withdrawal", Map.of("reason", "No need.")).is(200);
            camden.get(three + "/editions/3").isRefused();
            gla.get(three + "/editions/3").is(200);

            var again = brent.post(three + "/variation").is(201);
            assertThat(again.texts("parties", "agency")).containsExactly("brent", "gla");
            camden.get(three + "/variation").isRefused();
            camden.get(three + "/editions/3").isRefused();

            // which brings camden back
            brent.header("If-Match", again.header("ETag"))
                    .put(three + "/variation", ofThree("Another title"))
                    .is(200);
            camden.get(three + "/variation").is(200);
            camden.get(three + "/editions/5").is(200);
            camden.get(three + "/editions/3").isRefused();
            camden.get(three + "/diff?from=1&to=3").isRefused();
            gla.get(three + "/editions/3").is(200);

            brent.post(three + "/variation/proposal").is(200);
            var adopted = gla.post(three + "/variation/approval").is(200);
            assertThat(adopted.json().path("version").asInt()).isEqualTo(2);
            assertThat(adopted.texts("parties", "agency")).contains("camden");
            camden.get(three + "/editions/3").isRefused();
            camden.get(three + "/diff?from=1&to=3").isRefused();
            camden.get(three + "/diff?from=1&to=5").is(200);
            gla.get(three + "/editions/3").is(200);
            camden.post(three + "/approval").is(200);
            camden.get(three + "/editions/3").is(200);
        }

        @Test
        void reads_nothing_that_was_said_and_signed_of_a_version_after_it_left() {
            camden.post(three + "/departure", Map.of("reason", "No need.")).is(200);
            var begun = brent.post(three + "/variation").is(201);
            brent.header("If-Match", begun.header("ETag"))
                    .put(three + "/variation", wider())
                    .is(200);
            gla.post(three + "/comments", Map.of("clause", "title", "text", "Whose?")).is(201);
            brent.post(three + "/variation/proposal").is(200);
            brent.post(three + "/variation/withdrawal", Map.of("reason", "No need.")).is(200);

            assertThat(camden.get(three + "/history").is(200).texts("items", "what"))
                    .containsExactly("drafted", "proposed", "approved", "left");
            assertThat(gla.get(three + "/history").is(200).texts("items", "what"))
                    .endsWith("variation-proposed", "variation-withdrawn");
            assertThat(camden.get(three + "/signatures").is(200).json().path("items")).hasSize(2);
            assertThat(gla.get(three + "/signatures").is(200).json().path("items")).hasSize(3);
            assertThat(camden.get(three + "/comments").is(200).json().path("items")).isEmpty();
            assertThat(gla.get(three + "/comments").is(200).json().path("items")).hasSize(1);
        }

        @Test
        void reads_no_assessment_of_a_version_after_it_left() {
            String dpia = three + "/dpia";
            var assessing = new Assessing(stage, dpia);
            brent.header("If-Match", "\"0\"")
                    .put(dpia, assessing.content("possible", "severe"))
                    .is(200);
            camden.post(three + "/departure", Map.of("reason", "No need.")).is(200);
            brent.post(three + "/variation").is(201);
            brent.header("If-Match", "\"1\"")
                    .put(dpia, assessing.content("possible", "minimal"))
                    .is(200);

            assertThat(lookedAt(gla, dpia)).isEqualTo(2);
            assertThat(lookedAt(camden, dpia)).isEqualTo(1);
            brent.post(three + "/variation/withdrawal", Map.of("reason", "No need.")).is(200);
            assertThat(lookedAt(gla, dpia)).isEqualTo(2);
            assertThat(lookedAt(camden, dpia)).isEqualTo(1);
            stage.as("mps.ig").get(dpia).isRefused();
        }

        private int lookedAt(Calls who, String dpia) {
            return who.get(dpia).is(200).json().at("/lookedAt/version").asInt();
        }

        @Test
        void is_out_of_the_version_that_is_begun_after_that() {
            camden.post(three + "/departure", Map.of("reason", "No need.")).is(200);
            brent.post(three + "/variation").is(201);
            assertThat(brent.get(three + "/variation").json().path("asked").toString())
                    .isEqualTo("[\"brent\"]");

            var adopted = brent.post(three + "/variation/proposal").is(200);

            assertThat(adopted.texts("parties", "agency")).containsExactly("brent", "gla");
            assertThat(adopted.json().path("waitingFor")).isEmpty();
            camden.get(three).isRefused();
            camden.get(three + "/history").isRefused();
            camden.get(three + "/signatures").isRefused();
        }

        @Test
        void reads_no_earlier_draft_either_that_does_not_name_it() {
            var first = Stage.terms(dataset, "gla", List.of("id", "secret"));
            var drafted = brent.post("/agreements", first).is(201);
            String draft = "/agreements/" + drafted.text("reference");
            brent.header("If-Match", drafted.header("ETag")).put(draft, ofThree("Three")).is(200);

            camden.get(draft + "/editions/2").is(200);
            camden.get(draft + "/editions/1").isRefused();
            gla.get(draft + "/editions/1").is(200);
            brent.post(draft + "/proposal").is(200);
            gla.post(draft + "/approval").is(200);
            camden.get(draft + "/editions/1").isRefused();
        }
    }

    @Nested
    class While_it_is_being_varied {
        @Test
        void nobody_begins_a_second_version_nor_invites() {
            brent.post(path + "/variation").is(201);
            gla.post(path + "/variation").isProblem(409, "wrong-state");
            brent.post(
                            path + "/invitation",
                            Map.of(
                                    "agency", "camden",
                                    "role", "independent_controller",
                                    "receives", true))
                    .isProblem(409, "wrong-state");
        }

        @Test
        void a_version_that_says_the_same_is_not_proposed() {
            brent.post(path + "/variation").is(201);
            brent.post(path + "/variation/proposal").isProblem(409, "wrong-state");
        }

        @Test
        void an_edit_that_comes_too_late_changes_nothing() {
            var begun = brent.post(path + "/variation").is(201);
            gla.header("If-Match", begun.header("ETag")).put(path + "/variation", wider()).is(200);
            var late =
                    brent.header("If-Match", begun.header("ETag"))
                            .put(path + "/variation", Stage.terms(dataset, "gla", "all"))
                            .isProblem(412, "changed-meanwhile");
            assertThat(late.texts("changes", "what")).isNotEmpty();
            brent.put(path + "/variation", wider()).isProblem(428, "precondition-required");
        }

        @Test
        void it_can_be_returned_and_withdrawn() {
            written(wider());
            brent.post(path + "/variation/proposal").is(200);
            assertThat(
                            gla.post(path + "/variation/return", Map.of("comment", "Too much."))
                                    .is(200)
                                    .text("state"))
                    .isEqualTo("draft");
            gla.post(path + "/variation/withdrawal", Map.of()).isProblem(422, "bad-fields");
            gla.post(path + "/variation/withdrawal", Map.of("reason", "No need.")).is(200);
            gla.get(path + "/variation").isProblem(404, "not-found");
            assertThat(gla.get(path).json().path("version").asInt()).isEqualTo(1);
            brent.post(path + "/variation").is(201);
        }

        @Test
        void whom_it_alone_names_does_not_write_the_assessment_and_the_refusal_is_on_the_record() {
            var terms = Stage.terms(dataset, "gla", Stage.COLUMNS);
            terms.put(
                    "parties",
                    List.of(
                            Stage.party("brent", true),
                            Stage.party("gla", false),
                            Stage.party("lfb", false)));
            written(terms);
            var content = new Assessing(stage, path + "/dpia").content("possible", "severe");
            stage.as("lfb.ig").get(path + "/editions/3").is(200);
            stage.as("lfb.ig")
                    .header("If-Match", "\"0\"")
                    .put(path + "/dpia", content)
                    .isProblem(403, "wrong-agency")
                    .isRecorded();
        }

        @Test
        void outsiders_neither_see_nor_touch_it() {
            brent.post(path + "/variation").is(201);
            stage.as("mps.ig").get(path + "/variation").isRefused();
            stage.as("mps.ig").post(path + "/variation/proposal").isRefused();
            stage.as("gla.officer").post(path + "/variation/approval").isRefused();
        }

        @Test
        void terminating_the_agreement_ends_it_too() {
            brent.post(path + "/variation").is(201);
            gla.post(path + "/termination", Map.of("reason", "Over.")).is(200);
            brent.get(path + "/variation").isProblem(404, "not-found");
            brent.post(path + "/variation/proposal").isProblem(409, "wrong-state");
        }
    }
}
