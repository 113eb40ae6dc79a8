package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agreement says besides what the gate enforces. */
class ParticularsApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls lead = stage.as("brent.ig");
    private final Calls strong = Calls.strongly(RunningPlatform.shared(), "brent.ig");
    private final String dataset = dataset();

    private String dataset() {
        var body = Stage.description(Stage.newName());
        body.put(
                "columns",
                List.of(
                        column("Name", "personal_identifiers"),
                        column("Diagnosis", "health"),
                        column("Ward", "")));
        return stage.as("brent.steward").post("/datasets", body).is(201).text("id");
    }

    private static Map<String, String> column(String name, String category) {
        return Map.of("name", name, "type", "text", "description", "", "category", category);
    }

    private Map<String, Object> terms(String extent, Map<String, ?> particulars) {
        var terms = Stage.terms(dataset, "gla", List.of("Name", "Diagnosis"));
        terms.put("extent", extent);
        terms.put("particulars", particulars);
        return terms;
    }

    private static List<String> fields(Reply reply, String list) {
        return reply.json()
                .path(list)
                .valueStream()
                .map(each -> each.path("field").asString())
                .toList();
    }

    @Nested
    class A_health_column {
        @Test
        void keeps_an_agreement_without_article_9_from_being_proposed() {
            var draft = lead.post("/agreements", terms("condensed", Map.of())).is(201);
            assertThat(fields(draft, "missing")).containsExactly("lawfulBasis.article9");
            assertThat(fields(draft, "warnings")).contains("extent");

            String path = "/agreements/" + draft.text("reference");
            strong.post(path + "/proposal").isProblem(422, "bad-fields");
            assertThat(lead.get(path).text("state")).isEqualTo("draft");
        }

        @Test
        void needs_schedule_1_with_article_9_2_g() {
            var terms = terms("condensed", Map.of());
            terms.put("lawfulBasis", Map.of("article6", "6(1)(e)", "article9", "9(2)(g)"));
            assertThat(fields(lead.post("/agreements", terms).is(201), "missing"))
                    .containsExactly("lawfulBasis.schedule1");

            terms.put(
                    "lawfulBasis",
                    Map.of("article6", "6(1)(e)", "article9", "9(2)(g)", "schedule1", "18"));
            var whole = lead.post("/agreements", terms).is(201);
            assertThat(fields(whole, "missing")).isEmpty();
            strong.post("/agreements/" + whole.text("reference") + "/proposal").is(200);
        }

        @Test
        void is_known_from_what_its_owner_declared() {
            var draft = lead.post("/agreements", terms("condensed", Map.of())).is(201);
            assertThat(
                            draft.json()
                                    .path("particulars")
                                    .path("column/" + dataset + "/Diagnosis")
                                    .path("category")
                                    .asString())
                    .isEqualTo("health");
        }
    }

    @Nested
    class A_full_agreement {
        @Test
        void can_be_proposed_once_everything_asked_is_answered() {
            var law = Map.of("article6", "6(1)(e)", "article9", "9(2)(h)", "schedule1", "2");
            var particulars = new TreeMap<String, Map<String, Object>>();
            var terms = terms("full", particulars);
            terms.put("lawfulBasis", law);
            var draft = lead.post("/agreements", terms).is(201);
            String path = "/agreements/" + draft.text("reference");
            assertThat(fields(draft, "missing"))
                    .contains(
                            "particulars.party/brent.caldicott",
                            "particulars.column/" + dataset + "/Name.reason",
                            "particulars.basis/*/" + Stage.PURPOSE + ".confidentiality");
            strong.post(path + "/proposal").isProblem(422, "bad-fields");

            draft = Answers.complete(lead, path, terms, draft);

            assertThat(fields(draft, "missing")).isEmpty();
            assertThat(strong.post(path + "/proposal").is(200).text("state")).isEqualTo("proposed");
        }
    }

    @Nested
    class Particulars_that_make_no_sense {
        @ParameterizedTest
        @CsvSource({
            "nowhere, tier, charter",
            "agreement, tier, no such tier",
            "agreement, never-asked, x",
            "party/lfb, ig-lead, ig@example.org",
            "party/brent, ig-lead, nobody"
        })
        void are_refused(String place, String question, String answer) {
            var terms = terms("condensed", Map.of(place, Map.of(question, answer)));
            var reply = lead.post("/agreements", terms);
            assertThat(reply.json().path("status").asInt()).isIn(400, 422);
            assertThat(reply.json().toString()).contains(place);
        }

        @Test
        void of_an_extent_that_there_is_not_are_refused() {
            assertThat(
                            lead.post("/agreements", terms("enormous", Map.of()))
                                    .json()
                                    .path("status")
                                    .asInt())
                    .isIn(400, 422);
        }
    }
}
