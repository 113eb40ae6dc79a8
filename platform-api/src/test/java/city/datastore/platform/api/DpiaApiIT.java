package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The impact assessment of an agreement, from its screening to the agreement in force. */
class DpiaApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls lead = stage.as("brent.ig");

    private String dataset() {
        var body = Stage.description(Stage.newName());
        body.put("columns", List.of(column("nhs_number", "health"), column("Ward", "contact")));
        return stage.as("brent.steward").post("/datasets", body).is(201).text("id");
    }

    private static Map<String, String> column(String name, String category) {
        return Map.of("name", name, "type", "text", "description", "", "category", category);
    }

    /** A draft on health data of more than a million people; a full one misses nothing. */
    @SuppressWarnings("unchecked")
    private String drafted(String extent) {
        String dataset = dataset();
        var terms = Stage.terms(dataset, "gla", List.of("nhs_number", "Ward"));
        terms.put("extent", extent);
        terms.put(
                "lawfulBasis",
                Map.of("article6", "6(1)(e)", "article9", "9(2)(h)", "schedule1", "2"));
        var draft = lead.post("/agreements", terms).is(201);
        String path = "/agreements/" + draft.text("reference");
        var whole = Answers.complete(lead, path, terms, draft);
        var particulars =
                (Map<String, Map<String, Object>>) Objects.requireNonNull(terms.get("particulars"));
        particulars
                .computeIfAbsent("dataset/" + dataset, _ -> new HashMap<>())
                .put("volume", "over_1000000");
        lead.header("If-Match", whole.header("ETag")).put(path, terms).is(200);
        return path;
    }

    /** Proposed, and signed by everybody whose signature it takes but one. */
    private String proposed(String extent) {
        String path = drafted(extent);
        propose(path);
        return path;
    }

    private void propose(String path) {
        strongly("brent.ig").post(path + "/proposal").is(200);
        strongly("gla.ig").post(path + "/approval").is(200);
        signOff(path, "brent.siro", "siro").is(200);
        signOff(path, "brent.caldicott", "caldicott-guardian").is(200);
        signOff(path, "gla.siro", "siro").is(200);
    }

    /** The last signature. */
    private Reply approve(String path) {
        return signOff(path, "gla.caldicott", "caldicott-guardian");
    }

    private Reply signOff(String path, String person, String office) {
        return strongly(person).post(path + "/sign-off", Map.of("office", office));
    }

    private Calls strongly(String person) {
        return Calls.strongly(RunningPlatform.shared(), person);
    }

    private void isKeptBack(String path, String why) {
        assertThat(approve(path).isProblem(409, "wrong-state").text("detail")).contains(why);
        var seen = lead.get(path);
        assertThat(seen.text("state")).isEqualTo("proposed");
        assertThat(seen.text("obstacle")).contains(why);
    }

    @Nested
    class A_full_agreement_on_health_data {
        @Test
        void is_activated_only_once_its_assessment_is_finished() {
            String path = proposed("full");
            var assessing = new Assessing(stage, path + "/dpia");
            isKeptBack(path, "column nhs_number of");

            var begun = lead.get(path + "/dpia").is(200);
            assertThat(begun.text("state")).isEqualTo("not-begun");
            assertThat(begun.json().at("/screening/verdict").asString()).isEqualTo("required");
            var content = assessing.content("remote", "severe");
            assessing.latest("brent.ig").put(path + "/dpia", content).is(200);
            isKeptBack(path, "is not finished");

            assessing
                    .latest("brent.ig")
                    .post(path + "/dpia/advice", Assessing.advice("agrees"))
                    .is(200);
            var decided =
                    assessing
                            .latest("gla.ig")
                            .post(path + "/dpia/outcome", Assessing.outcome("accepted", ""))
                            .is(200);
            assertThat(decided.text("state")).isEqualTo("finished");
            assertThat(decided.json().path("obstacle").isNull()).isTrue();
            assertThat(decided.json().path("missing")).isEmpty();
            assertThat(decided.json().at("/risks/0/level").asString()).isEqualTo("high");
            assertThat(decided.json().at("/risks/0/residual").asString()).isEqualTo("low");
            assertThat(approve(path).is(200).text("state")).isEqualTo("active");
        }

        @Test
        void says_what_would_stop_it_before_anybody_proposes_it_and_nothing_once_that_is_done() {
            String path = drafted("full");
            assertThat(lead.get(path).text("obstacle"))
                    .contains("needs a data protection impact assessment");
            new Assessing(stage, path + "/dpia").finish("remote", "minimal");
            assertThat(lead.get(path).json().path("obstacle").isNull()).isTrue();
        }

        @Test
        void waits_for_the_regulator_while_a_risk_remains_high() {
            String path = proposed("full");
            var assessing = new Assessing(stage, path + "/dpia");
            assessing.finish("possible", "severe");
            isKeptBack(path, "Article 36");

            String consult = path + "/dpia/consultation";
            assessing.latest("brent.ig").post(consult, Assessing.consultation("waiting")).is(200);
            isKeptBack(path, "Article 36");
            assessing.latest("brent.ig").post(consult, Assessing.consultation("ban")).is(200);
            isKeptBack(path, "cannot go ahead");
            assessing.latest("brent.ig").post(consult, Assessing.consultation("advice")).is(200);
            assertThat(approve(path).is(200).text("state")).isEqualTo("active");
        }

        @Test
        void needs_another_look_when_its_terms_changed_since() {
            String path = drafted("full");
            var assessing = new Assessing(stage, path + "/dpia");
            assertThat(assessing.finish("remote", "minimal").text("state")).isEqualTo("finished");

            var draft = lead.get(path);
            var terms = terms(draft);
            terms.put("title", "Another title");
            lead.header("If-Match", draft.header("ETag")).put(path, terms).is(200);
            propose(path);
            var old = lead.get(path + "/dpia").is(200);
            assertThat(old.text("state")).isEqualTo("out-of-date");
            assertThat(old.json().at("/lookedAt/digest").asString())
                    .isNotEqualTo(lead.get(path).text("digest"));
            isKeptBack(path, "is out of date");
            assessing
                    .latest("gla.ig")
                    .post(path + "/dpia/outcome", Assessing.outcome("accepted", ""))
                    .isProblem(409, "wrong-state");

            var again = assessing.finish("remote", "minimal");
            assertThat(again.text("state")).isEqualTo("finished");
            approve(path).is(200);
        }

        private static Map<String, Object> terms(Reply agreement) {
            var json = agreement.json();
            var terms = new HashMap<String, Object>();
            for (String field :
                    List.of(
                            "title",
                            "datasets",
                            "purposes",
                            "actions",
                            "lawfulBasis",
                            "starts",
                            "ends",
                            "reviewDue",
                            "extent",
                            "particulars")) {
                terms.put(field, json.path(field));
            }
            terms.put("parties", List.of(Stage.party("brent", true), Stage.party("gla", false)));
            return terms;
        }
    }

    @Nested
    class A_condensed_agreement {
        @Test
        void waits_for_no_assessment() {
            assertThat(approve(proposed("condensed")).is(200).text("state")).isEqualTo("active");
        }

        @Test
        void waits_where_an_assessment_says_that_a_high_risk_remains() {
            String path = proposed("condensed");
            var assessing = new Assessing(stage, path + "/dpia");
            var content = assessing.content("possible", "severe");
            assessing.latest("gla.ig").put(path + "/dpia", content).is(200);
            isKeptBack(path, "a high risk remains");
            var milder = assessing.content("remote", "severe");
            assessing.latest("gla.ig").put(path + "/dpia", milder).is(200);
            approve(path).is(200);
        }
    }

    @Nested
    class What_the_agreement_says {
        @Test
        void is_shown_and_not_asked_again() {
            var dpia = lead.get(drafted("full") + "/dpia").is(200).json();
            var shown = dpia.at("/steps/1/fromAgreement");
            assertThat(shown.valueStream().map(each -> each.path("heading").asString()).distinct())
                    .containsExactly("Nature", "Scope", "Purposes", "Context");
            assertThat(shown.toString()).contains("nhs_number").contains("More than 1 million");
            assertThat(dpia.at("/steps/3/fromAgreement").toString())
                    .contains("6(1)(e) Public task");
        }

        @Test
        void cannot_be_answered_away() {
            String path = drafted("condensed") + "/dpia";
            var assessing = new Assessing(stage, path);
            var content = assessing.content("remote", "severe");
            content.put("screening", Map.of("large-sensitive", Map.of("answer", false)));
            var reply = assessing.latest("brent.ig").put(path, content);
            assertThat(reply.isProblem(422, "bad-fields").texts("errors", "field"))
                    .containsExactly("screening.large-sensitive");
            content.put("screening", Map.of("large-sensitive", Map.of("explanation", "Needed.")));
            assessing.latest("brent.ig").put(path, content).is(200);
        }
    }

    @Nested
    class Whoever {
        private final String path = drafted("condensed") + "/dpia";
        private final Assessing assessing = new Assessing(stage, path);

        @Test
        void recorded_the_advice_does_not_decide() {
            var content = assessing.content("remote", "severe");
            assessing.latest("brent.ig").put(path, content).is(200);
            assessing
                    .latest("brent.ig")
                    .post(path + "/outcome", Assessing.outcome("accepted", ""))
                    .isProblem(409, "wrong-state");
            assessing
                    .latest("brent.ig")
                    .post(path + "/advice", Assessing.advice("disagrees"))
                    .is(200);
            assessing
                    .latest("brent.ig")
                    .post(path + "/outcome", Assessing.outcome("accepted", ""))
                    .isProblem(409, "wrong-state");
            assessing
                    .latest("gla.ig")
                    .post(path + "/outcome", Assessing.outcome("overruled", ""))
                    .isProblem(422, "bad-fields");
            assessing
                    .latest("gla.ig")
                    .post(path + "/outcome", Assessing.outcome("overruled", "Lives depend on it."))
                    .is(200);
        }

        @Test
        void holds_the_office_advises_or_decides_in_person_and_never_both() {
            var content = assessing.content("remote", "severe");
            assessing.latest("brent.ig").put(path, content).is(200);
            assessing.latest("brent.dpo").put(path, content).isRefused();
            assessing
                    .latest("brent.dpo")
                    .post(path + "/advice", Assessing.advice("agrees"))
                    .is(200);
            assessing
                    .latest("brent.dpo")
                    .post(path + "/outcome", Assessing.outcome("accepted", ""))
                    .isRefused();
            assessing
                    .latest("brent.caldicott")
                    .post(path + "/outcome", Assessing.outcome("accepted", ""))
                    .isRefused();
            assessing
                    .latest("gla.siro")
                    .post(path + "/outcome", Assessing.outcome("accepted", ""))
                    .is(200);
        }

        @Test
        void is_no_lead_of_a_party_cannot_write() {
            var content = assessing.content("remote", "severe");
            for (String person : List.of("gla.officer", "city.auditor")) {
                assertThat(stage.as(person).get(path).is(200).text("state")).isEqualTo("not-begun");
                assessing.latest(person).put(path, content).isRefused();
            }
            stage.as("camden.ig").get(path).isRefused();
            stage.as("camden.ig").header("If-Match", "\"0\"").put(path, content).isRefused();
            stage.as("camden.ig")
                    .header("If-Match", "\"0\"")
                    .post(path + "/consultation", Assessing.consultation("advice"))
                    .isRefused();
        }

        @Test
        void was_slower_is_told_so_and_nothing_is_lost() {
            var content = assessing.content("remote", "severe");
            lead.put(path, content).isProblem(428, "precondition-required");
            lead.header("If-Match", "\"0\"").put(path, content).is(200);
            var late = new HashMap<String, Object>(content);
            late.put("risks", List.of());
            lead.header("If-Match", "\"0\"").put(path, late).isProblem(412, "changed-meanwhile");
            lead.header("If-Match", "\"0\"")
                    .post(path + "/advice", Assessing.advice("agrees"))
                    .isProblem(412, "changed-meanwhile");
            assertThat(lead.get(path).json().path("risks")).hasSize(1);
        }
    }

    @Nested
    class Bad_input {
        private final String path = drafted("condensed") + "/dpia";
        private final Assessing assessing = new Assessing(stage, path);

        @ParameterizedTest
        @CsvSource({"certain, severe", "possible, grave"})
        void in_words_that_no_list_has_is_refused(String likelihood, String severity) {
            var content = assessing.content("remote", "severe");
            var risk = Assessing.risk(likelihood, severity, "remote", "minimal");
            content.put("risks", List.of(risk));
            assessing.latest("brent.ig").put(path, content).isProblem(422, "bad-fields");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"screening\":{\"nothing\":{\"answer\":true}}}",
                    "{\"answers\":{\"nothing\":\"x\"}}",
                    "{\"answers\":{\"need\":{}}}",
                    "{\"risks\":[null]}",
                    "{\"risks\":[{\"text\":\"\",\"likelihood\":\"remote\",\"severity\":\"minimal\"}]}"
                })
        void that_makes_no_sense_is_refused(String body) {
            var reply =
                    lead.header("If-Match", "\"0\"")
                            .call(
                                    "PUT",
                                    path,
                                    Map.of("Content-Type", "application/json"),
                                    body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            reply.isProblem(422, "bad-fields");
        }

        @Test
        void of_two_megabytes_is_refused() {
            var answers = Map.<String, Object>of("answers", Map.of("need", "x".repeat(2 << 20)));
            assertThat(lead.header("If-Match", "\"0\"").put(path, answers).status()).isEqualTo(413);
            var long_ = Map.<String, Object>of("answers", Map.of("need", "x".repeat(90_000)));
            lead.header("If-Match", "\"0\"").put(path, long_).isProblem(422, "bad-fields");
            var advice = new HashMap<String, Object>(Assessing.advice("agrees"));
            advice.put("text", "x".repeat(90_000));
            lead.header("If-Match", "\"0\"")
                    .post(path + "/advice", advice)
                    .isProblem(422, "bad-fields");
        }

        @Test
        void at_sign_off_is_refused() {
            var content = assessing.content("remote", "severe");
            assessing.latest("brent.ig").put(path, content).is(200);
            assessing
                    .latest("brent.ig")
                    .post(path + "/advice", Assessing.advice("perhaps"))
                    .isProblem(422, "bad-fields");
            assessing
                    .latest("brent.ig")
                    .post(path + "/consultation", Assessing.consultation("advice"))
                    .isProblem(409, "wrong-state");
            var tomorrow = new HashMap<String, Object>(Assessing.consultation("advice"));
            tomorrow.put("asked", "tomorrow");
            assessing
                    .latest("brent.ig")
                    .post(path + "/consultation", tomorrow)
                    .isProblem(422, "bad-fields");
            lead.get("/agreements/DSA-2026-9999/dpia").isProblem(404, "not-found");
        }

        @Test
        void before_everything_is_written_cannot_be_signed_off() {
            var reply =
                    assessing
                            .latest("brent.ig")
                            .post(path + "/advice", Assessing.advice("agrees"))
                            .isProblem(422, "bad-fields");
            assertThat(reply.texts("errors", "field")).contains("answers.need", "risks");
        }
    }
}
