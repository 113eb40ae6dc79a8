package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AgreementsApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final String dataset = stage.dataset("brent");
    private final Calls lead = stage.as("brent.ig");

    private Reply draft() {
        return lead.post("/agreements", Stage.terms(dataset, "gla", Stage.COLUMNS)).is(201);
    }

    @Nested
    class Whether_one_is_covered_already {
        private Reply asked(Map<String, Object> need) {
            return stage.as("gla.officer").post("/coverage", need).is(200).isRecorded();
        }

        private final String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);

        @Test
        void is_answered_with_the_agreement_and_its_clauses() {
            var answer =
                    asked(
                            Map.of(
                                    "dataset",
                                    dataset,
                                    "columns",
                                    List.of("name"),
                                    "purpose",
                                    Stage.PURPOSE));
            assertThat(answer.text("verdict")).isEqualTo("yes");
            assertThat(answer.json().at("/candidates/0/agreement").asString()).isEqualTo(agreement);
            assertThat(answer.json().at("/candidates/0/clauses").valueStream())
                    .extracting(each -> each.asString())
                    .contains("datasets[0]", "purposes[0]");
        }

        @Test
        void is_answered_with_what_is_missing() {
            var answer = asked(Map.of("dataset", dataset, "columns", List.of("name", "secret")));
            assertThat(answer.text("verdict")).isEqualTo("nearly");
            assertThat(answer.json().at("/candidates/0/missing/0/text").asString())
                    .endsWith("does not give the column secret.");
        }

        @Test
        void is_answered_with_no_and_the_way_there() {
            var none = stage.as("mps.officer").post("/coverage", Map.of("dataset", dataset));
            assertThat(none.is(200).text("verdict")).isEqualTo("no");
            assertThat(none.text("next")).contains("information governance lead", "brent");
        }

        @Test
        void is_not_answered_where_the_question_makes_no_sense() {
            stage.as("gla.officer")
                    .post("/coverage", Map.of("dataset", "nonsense"))
                    .isProblem(422, "bad-fields");
            stage.as("gla.officer")
                    .post("/coverage", Map.of("dataset", "brent/there-is-none"))
                    .isProblem(404, "not-found");
        }
    }

    @Nested
    class A_draft {
        private final Reply draft = draft();
        private final String path = "/agreements/" + draft.text("reference");

        @Test
        void says_its_terms_as_they_were_meant() {
            var seen = lead.get(path).is(200).isRecorded();

            assertThat(seen.text("starts"))
                    .isEqualTo(When.from(Stage.today().minusDays(1).toString()).toString());
            assertThat(seen.text("ends"))
                    .isEqualTo(When.until(Stage.today().plusYears(1).toString()).toString());
            assertThat(seen.json().at("/datasets/0/columns").toString())
                    .contains("amount", "id", "name");
            assertThat(seen.header("ETag")).isEqualTo(draft.header("ETag"));
        }

        @Test
        void is_told_as_an_odrl_policy_with_its_version_and_digest() {
            var seen = lead.get(path).is(200);
            var policy = lead.get(path + "/odrl").is(200).isRecorded().json();

            assertThat(policy.path("@type").asString()).isEqualTo("Agreement");
            assertThat(policy.path("ds:digest").asString())
                    .isEqualTo("sha-256:" + seen.text("digest"));
            assertThat(policy.at("/permission/0/target/uid").asString())
                    .isEqualTo("urn:city-datastore:dataset:" + dataset);
            assertThat(policy.at("/permission/0/target/ds:columns").valueStream())
                    .extracting(each -> each.asString())
                    .containsExactlyInAnyOrderElementsOf(Stage.COLUMNS);
            assertThat(policy.at("/permission/0/assigner").asString())
                    .isEqualTo("urn:city-datastore:agency:brent");
            assertThat(policy.at("/permission/0/assignee/0").asString())
                    .isEqualTo("urn:city-datastore:agency:gla");
            assertThat(policy.at("/permission/0/constraint/1/rightOperand/@value").asString())
                    .isEqualTo(seen.text("ends"));
        }

        @Test
        void says_what_is_done_to_its_data_and_so_does_its_odrl_policy() {
            var terms = protecting(Map.of("name", "masked"), "at-most");

            var kept = lead.header("If-Match", draft.header("ETag")).put(path, terms).is(200);

            assertThat(kept.json().at("/datasets/0/treatments/name").asString())
                    .isEqualTo("masked");
            assertThat(kept.json().at("/datasets/0/rows/0/test").asString()).isEqualTo("at-most");
            var target = lead.get(path + "/odrl").is(200).json().at("/permission/0/target");
            assertThat(target.path("@type").asString()).isEqualTo("AssetCollection");
            assertThat(target.path("source").asString())
                    .isEqualTo("urn:city-datastore:dataset:" + dataset);
            assertThat(target.at("/ds:treatments/name").asString()).isEqualTo("masked");
            assertThat(target.at("/refinement/0/operator").asString()).isEqualTo("lteq");
            assertThat(target.at("/refinement/0/ds:name").asString()).isEqualTo("id");
        }

        @Test
        void says_nothing_of_it_where_nothing_is_done() {
            assertThat(lead.get(path).is(200).json().at("/datasets/0").propertyNames())
                    .containsExactlyInAnyOrder("dataset", "columns");
        }

        @Test
        void is_refused_with_a_treatment_or_a_test_that_there_is_none_of() {
            lead.header("If-Match", draft.header("ETag"))
                    .put(path, protecting(Map.of("name", "hidden"), "at-most"))
                    .isProblem(422, "bad-fields");
            lead.header("If-Match", draft.header("ETag"))
                    .put(path, protecting(Map.of(), "like"))
                    .isProblem(422, "bad-fields");
        }

        private Map<String, Object> protecting(Map<String, String> treatments, String test) {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put(
                    "datasets",
                    List.of(
                            Map.of(
                                    "dataset",
                                    dataset,
                                    "columns",
                                    List.of("amount", "name"),
                                    "treatments",
                                    treatments,
                                    "rows",
                                    List.of(
                                            Map.of(
                                                    "column",
                                                    "id",
                                                    "test",
                                                    test,
                                                    "values",
                                                    List.of("500"))))));
            return terms;
        }

        @Test
        void has_another_digest_once_it_says_something_else() {
            var before = lead.get(path).text("digest");
            var terms = Stage.terms(dataset, "gla", "all");
            var after = lead.header("If-Match", draft.header("ETag")).put(path, terms).is(200);
            assertThat(after.text("digest")).hasSize(64).isNotEqualTo(before);
        }

        @Test
        void is_changed_by_whoever_has_read_it() {
            var terms = Stage.terms(dataset, "gla", "all");
            terms.put("title", "A better title");

            var changed = lead.header("If-Match", draft.header("ETag")).put(path, terms).is(200);

            assertThat(changed.text("title")).isEqualTo("A better title");
            assertThat(changed.json().at("/datasets/0/columns").asString()).isEqualTo("all");
            assertThat(changed.header("ETag")).isNotEqualTo(draft.header("ETag"));
        }

        @Test
        void is_not_changed_by_whoever_has_not_read_it() {
            lead.put(path, Stage.terms(dataset, "gla", "all"))
                    .isProblem(428, "precondition-required");
        }

        @Test
        void is_changed_by_the_first_of_two_and_not_by_the_second() {
            var both = lead.header("If-Match", draft.header("ETag"));
            both.put(path, Stage.terms(dataset, "gla", "all")).is(200);

            var second = new HashMap<>(Stage.terms(dataset, "gla", Stage.COLUMNS));
            second.put("title", "Another title");
            var lost = both.put(path, second).isProblem(412, "changed-meanwhile");

            assertThat(lost.texts("changes", "what")).contains("title", "dataset");
            assertThat(lost.texts("changes", "before")).contains("Test agreement");
            assertThat(lost.texts("changes", "after")).contains("Another title");
            assertThat(lead.get(path).json().at("/datasets/0/columns").asString()).isEqualTo("all");
        }

        @Test
        void is_not_changed_by_whoever_names_a_state_that_there_never_was() {
            lead.header("If-Match", "\"nonsense\"")
                    .put(path, Stage.terms(dataset, "gla", "all"))
                    .isProblem(412, "changed-meanwhile");
        }

        @Test
        void once_proposed_is_changed_no_more() {
            lead.post(path + "/proposal").is(200);
            String tag = lead.get(path).header("ETag");

            lead.header("If-Match", tag)
                    .put(path, Stage.terms(dataset, "gla", "all"))
                    .isProblem(409, "wrong-state");
        }

        @Test
        void sent_back_can_be_changed_again() {
            lead.post(path + "/proposal").is(200);

            var back =
                    stage.as("gla.ig")
                            .post(path + "/return", Map.of("comment", "Fewer columns."))
                            .is(200);

            assertThat(back.text("state")).isEqualTo("draft");
        }
    }

    @Nested
    class An_agreement_in_force {
        private final String reference = stage.agreement(dataset, "gla", "all");

        @Test
        void tells_how_it_came_about() {
            var steps = lead.get("/agreements/" + reference + "/history").is(200).isRecorded();

            assertThat(steps.texts("items", "what"))
                    .containsExactly("drafted", "proposed", "approved");
        }

        @Test
        void is_found_by_its_parties_only() {
            String path = "/agreements?limit=200&state=active&dataset=" + dataset;

            assertThat(stage.as("gla.ig").get(path).is(200).texts("items", "reference"))
                    .containsExactly(reference);
            assertThat(stage.as("camden.ig").get(path).is(200).json().path("items")).isEmpty();
        }

        @Test
        void is_resumed_by_the_agency_that_suspended_it_and_others_are_told_which_that_is() {
            String path = "/agreements/" + reference;
            lead.post(path + "/suspension", Map.of("reason", "A breach.")).is(200);

            var refused = stage.as("gla.ig").post(path + "/resumption").isRefused();

            assertThat(refused.text("detail")).contains("only brent can resume it");
            assertThat(refused.text("next"))
                    .isEqualTo("Ask an information governance lead of brent to do it.");
            assertThat(lead.post(path + "/resumption").is(200).text("state")).isEqualTo("active");
        }

        @Test
        void can_be_ended_for_good() {
            var ended =
                    stage.as("gla.ig")
                            .post(
                                    "/agreements/" + reference + "/termination",
                                    Map.of("reason", "Not needed any more."))
                            .is(200);

            assertThat(ended.text("state")).isEqualTo("terminated");
            lead.post("/agreements/" + reference + "/resumption").isProblem(409, "wrong-state");
        }
    }

    @Nested
    class A_decision {
        private final String reference = stage.agreement(dataset, "gla", "all");

        private Map<String, Object> question() {
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

        @Test
        void for_oneself_says_what_is_missing_and_what_to_do() {
            var answer = stage.as("gla.officer").post("/decisions", question()).is(200);

            assertThat(answer.json().path("allowed").asBoolean()).isFalse();
            assertThat(answer.texts("missing", "code")).isNotEmpty();
            assertThat(answer.text("next")).isNotEmpty();
        }

        @Test
        void for_oneself_says_why_it_would_be_allowed() {
            stage.grant(dataset, reference, "gla.officer");

            var answer = stage.as("gla.officer").post("/decisions", question()).is(200);

            assertThat(answer.json().path("allowed").asBoolean()).isTrue();
            assertThat(answer.texts("because", "code")).isNotEmpty();
            assertThat(answer.json().path("missing")).isEmpty();
        }

        @Test
        void names_what_a_yes_rests_on_from_the_law_to_the_grant() {
            String grant = stage.grant(dataset, reference, "gla.officer");

            var by = stage.as("gla.officer").post("/decisions", question()).json().path("by");

            assertThat(by.path("rule").asString("")).isEqualTo("read-under-agreement");
            assertThat(by.at("/agreement/reference").asString("")).isEqualTo(reference);
            assertThat(by.at("/agreement/version").asInt()).isEqualTo(1);
            assertThat(by.at("/agreement/clauses").valueStream().map(JsonNode::asString))
                    .containsExactly(
                            "parties",
                            "datasets",
                            "purposes",
                            "actions",
                            "lawfulBasis.article6",
                            "starts",
                            "ends");
            assertThat(by.at("/agreement/purpose/text").asString(""))
                    .isEqualTo("To compare spending.");
            assertThat(by.at("/agreement/lawfulBasis/article6").asString("")).isEqualTo("6(1)(e)");
            assertThat(by.at("/grant/id").asString("")).isEqualTo(grant);
            assertThat(by.at("/grant/accessRequest").asString("")).isNotEmpty();
            assertThat(by.at("/grant/grantedBy/username").asString("")).isEqualTo("brent.ig");
        }

        @Test
        void says_what_would_change_if_something_were_otherwise() {
            assertThat(supposing()).isFalse();
            assertThat(supposing("granted")).isTrue();
            lead.post("/agreements/" + reference + "/suspension", Map.of("reason", "stop")).is(200);
            assertThat(supposing("granted")).isFalse();
            assertThat(supposing("granted", "in-force")).isTrue();
            lead.post(
                            "/prohibitions",
                            Map.of("kind", "freeze", "dataset", dataset, "reason", "stop"))
                    .is(201);
            assertThat(supposing("granted", "in-force")).isFalse();
            assertThat(supposing("granted", "in-force", "lifted")).isTrue();
        }

        @Test
        void supposes_nothing_that_it_has_no_word_for() {
            var asked = new HashMap<>(question());
            asked.put("suppose", List.of("magic"));

            stage.as("gla.officer").post("/decisions", asked).isProblem(422, "bad-fields");
        }

        private boolean supposing(String... suppose) {
            var asked = new HashMap<>(question());
            asked.put("suppose", List.of(suppose));
            return stage.as("gla.officer")
                    .post("/decisions", asked)
                    .is(200)
                    .json()
                    .path("allowed")
                    .asBoolean();
        }

        @Test
        void about_somebody_else_is_for_the_owners_lead_and_on_the_record() {
            stage.grant(dataset, reference, "gla.officer");

            var answer = lead.post("/decisions", about("gla.officer")).is(200).isRecorded();

            assertThat(answer.json().path("allowed").asBoolean()).isTrue();
            assertThat(answer.texts("because", "text"))
                    .contains("They hold a grant for it.")
                    .noneMatch(text -> text.toLowerCase(Locale.ROOT).matches(".*\\byou.*"));
            assertThat(
                            stage.as("gla.officer")
                                    .post("/decisions", question())
                                    .is(200)
                                    .texts("because", "text"))
                    .contains("You hold a grant for it.");
            stage.as("gla.ig").post("/decisions", about("gla.officer")).isRefused();
            stage.as("brent.officer").post("/decisions", about("gla.officer")).isRefused();
        }

        @Test
        void about_anybody_is_for_the_citys_auditor_even_on_a_hidden_dataset() {
            var description = Stage.description(Stage.newName());
            description.put("hidden", true);
            String hidden =
                    stage.as("brent.steward").post("/datasets", description).is(201).text("id");
            stage.grant(dataset, reference, "gla.officer");
            var onHidden = new HashMap<>(about("gla.officer"));
            onHidden.put("dataset", hidden);

            var answer =
                    stage.as("city.auditor")
                            .post("/decisions", about("gla.officer"))
                            .is(200)
                            .isRecorded();

            assertThat(answer.json().path("allowed").asBoolean()).isTrue();
            stage.as("city.auditor").post("/decisions", onHidden).is(200).isRecorded();
            stage.as("camden.auditor").post("/decisions", onHidden).isProblem(404, "not-found");
        }

        @Test
        void about_their_own_staff_is_for_an_agencys_auditor_and_about_nobody_elses() {
            String ours = stage.agreement(dataset, "camden", "all");
            stage.grant(dataset, ours, "camden.officer");
            stage.grant(dataset, reference, "gla.officer");
            var about = new HashMap<>(about("camden.officer"));
            about.put("agreement", ours);

            var answer = stage.as("camden.auditor").post("/decisions", about).is(200).isRecorded();

            assertThat(answer.json().path("allowed").asBoolean()).isTrue();
            stage.as("camden.auditor").post("/decisions", about("gla.officer")).isRefused();
            stage.as("camden.auditor").post("/decisions", about("nobody")).isRefused();
        }

        @Test
        void about_somebody_without_a_grant_says_that_and_guesses_nothing() {
            var answer = lead.post("/decisions", about("brent.steward")).is(200).isRecorded();

            assertThat(answer.json().path("allowed").asBoolean()).isFalse();
            assertThat(answer.texts("missing", "code")).containsExactly("no-grant");
            assertThat(answer.texts("missing", "text"))
                    .containsExactly("brent.steward has never held a grant for " + dataset + ".");
        }

        private Map<String, Object> about(String person) {
            var about = new HashMap<>(question());
            about.put("person", person);
            return about;
        }

        @Test
        void about_what_is_not_decided_here_is_refused() {
            stage.as("gla.officer")
                    .post("/decisions", Map.of("dataset", dataset, "action", "print"))
                    .isProblem(422, "bad-fields");
            stage.as("gla.officer")
                    .post(
                            "/decisions",
                            Map.of("dataset", "brent/" + Stage.newName(), "action", "read"))
                    .isProblem(404, "not-found");
        }
    }

    @Nested
    class The_agencies {
        @Test
        void are_listed_for_everybody() {
            var listed = stage.as("lfb.officer").get("/agencies").is(200);

            assertThat(listed.texts("items", "code"))
                    .containsAll(List.of("brent", "camden", "gla", "lfb", "mps"));
            assertThat(listed.json().path("next").isNull()).isTrue();
        }

        @Test
        void are_found_by_their_codes() {
            var brent = stage.as("lfb.officer").get("/agencies/brent").is(200);

            assertThat(brent.text("code")).isEqualTo("brent");
            assertThat(brent.text("gssCode")).isEqualTo("E09000005");
            stage.as("lfb.officer").get("/agencies/nowhere").isProblem(404, "not-found");
            stage.as("lfb.officer").get("/agencies/NO%20WHERE").isProblem(404, "not-found");
        }
    }
}
