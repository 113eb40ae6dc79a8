package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Templates, and agreements drafted from them. */
class TemplatesApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls brent = stage.as("brent.ig");
    private final Calls gla = stage.as("gla.ig");
    private final String id = Stage.newName();
    private final String dataset = stage.dataset("brent");

    /** A template that locks the law and the second factor, and suggests a purpose. */
    static Map<String, Object> template(String id) {
        return Map.of(
                "id",
                id,
                "title",
                "Low risk",
                "about",
                "For data about nobody.",
                "clauses",
                List.of(
                        Map.of(
                                "clause",
                                "lawfulBasis.article6",
                                "locked",
                                true,
                                "says",
                                List.of("6(1)(e)")),
                        Map.of(
                                "clause",
                                "party.multi-factor",
                                "locked",
                                true,
                                "says",
                                List.of("yes")),
                        Map.of("clause", "title", "hint", "What is shared, in one line."),
                        Map.of(
                                "clause",
                                "purposes",
                                "says",
                                List.of(Stage.PURPOSE + ": To compare spending."))));
    }

    private Map<String, Object> terms() {
        var terms = new HashMap<>(Stage.terms(dataset, "gla", Stage.COLUMNS));
        terms.remove("lawfulBasis");
        terms.remove("purposes");
        terms.remove("actions");
        terms.put("actions", List.of("read"));
        terms.put("template", Map.of("id", id, "version", 1));
        return terms;
    }

    private Reply drafted() {
        gla.post("/templates", template(id)).is(201);
        return brent.post("/agreements", terms()).is(201);
    }

    @Nested
    class A_template {
        @Test
        void is_published_listed_and_read_with_what_it_locks() {
            var made = gla.post("/templates", template(id)).is(201).isRecorded();
            assertThat(made.header("Location")).endsWith("/templates/" + id + "/versions/1");
            assertThat(made.text("locked")).matches("[0-9a-f]{64}");
            var officer = stage.as("camden.officer");
            var listed = officer.get("/templates?limit=200").is(200);
            assertThat(listed.texts("items", "id")).contains(id);
            assertThat(listed.texts("items", "locked")).contains(made.text("locked"));
            assertThat(listed.body()).doesNotContain("clauses");
            var read = officer.get("/templates/" + id + "/versions/1").is(200);
            assertThat(read.body()).isEqualTo(made.body());
            assertThat(read.texts("clauses", "clause"))
                    .containsExactly(
                            "lawfulBasis.article6", "party.multi-factor", "title", "purposes");
            officer.get("/templates/" + id + "/versions/2").isProblem(404, "not-found");
            officer.get("/templates/" + id + "/versions/x").isProblem(404, "not-found");
            officer.get("/templates/No_Name/versions/1").isProblem(404, "not-found");
        }

        @Test
        void belongs_to_the_agency_that_published_it() {
            gla.post("/templates", template(id)).is(201);
            brent.post("/templates", template(id)).isRefused();
            stage.as("gla.officer").post("/templates", template(id)).isRefused();
            var second = gla.post("/templates", template(id)).is(201);
            assertThat(second.json().path("version").asInt()).isEqualTo(2);
        }

        @Test
        void with_faults_is_told_all_of_them() {
            var bad = new HashMap<>(template(id));
            bad.put(
                    "clauses",
                    List.of(
                            Map.of("clause", "lawfulBasis.article6", "locked", true),
                            Map.of("clause", "weather", "says", List.of("fine")),
                            Map.of("clause", "extent", "says", List.of("<script>"))));
            var told = gla.post("/templates", bad).isProblem(422, "bad-fields").body();
            assertThat(told)
                    .contains("clauses[0].says")
                    .contains("clauses[1].clause")
                    .contains("clauses[2].says");
            bad.put(
                    "clauses",
                    List.of(
                            Map.of("clause", "rows.Ward", "says", longWords()),
                            Map.of("clause", "rows.Amount", "says", longWords())));
            assertThat(gla.post("/templates", bad).isProblem(422, "bad-fields").body())
                    .contains("the most is 262144");
            bad.put("clauses", List.of());
            gla.post("/templates", bad).isProblem(422, "bad-fields");
            bad.put("clauses", "all");
            gla.post("/templates", bad).is(400);
        }
    }

    /** More than half of what a template can have, in texts that are each short enough. */
    private static List<String> longWords() {
        return Collections.nCopies(100, "x".repeat(1_500));
    }

    @Nested
    class An_agreement_drafted_from_it {
        @Test
        void says_what_is_locked_and_suggested_without_being_told() {
            var draft = drafted().json();
            assertThat(draft.at("/template/id").asString()).isEqualTo(id);
            assertThat(draft.at("/template/locked").asString()).matches("[0-9a-f]{64}");
            assertThat(draft.at("/lawfulBasis/article6").asString()).isEqualTo("6(1)(e)");
            assertThat(draft.at("/purposes/0/code").asString()).isEqualTo(Stage.PURPOSE);
            assertThat(draft.path("particulars").path("party/gla").path("multi-factor").asString())
                    .isEqualTo("yes");
        }

        @Test
        void cannot_change_what_is_locked() {
            var draft = drafted();
            String path = "/agreements/" + draft.text("reference");
            var other = terms();
            other.put("lawfulBasis", Map.of("article6", "6(1)(c)"));
            assertThat(
                            brent.header("If-Match", draft.header("ETag"))
                                    .put(path, other)
                                    .isProblem(422, "bad-fields")
                                    .body())
                    .contains("\"lawfulBasis.article6\"")
                    .contains("locks this clause")
                    .contains("6(1)(e)")
                    .contains("6(1)(c)");
            var answer = terms();
            answer.put("particulars", Map.of("party/gla", Map.of("multi-factor", false)));
            assertThat(
                            brent.header("If-Match", draft.header("ETag"))
                                    .put(path, answer)
                                    .isProblem(422, "bad-fields")
                                    .body())
                    .contains("particulars.party/gla.multi-factor");
            var without = new HashMap<>(Stage.terms(dataset, "gla", Stage.COLUMNS));
            without.put("lawfulBasis", Map.of("article6", "6(1)(c)"));
            brent.header("If-Match", draft.header("ETag"))
                    .put(path, without)
                    .isProblem(422, "bad-fields");
            assertThat(brent.get(path).text("revision")).isEqualTo("1");
            brent.post("/agreements", other).isProblem(422, "bad-fields");
        }

        @Test
        void follows_a_template_that_there_is() {
            var terms = new HashMap<>(Stage.terms(dataset, "gla", Stage.COLUMNS));
            for (Object named :
                    List.of(
                            Map.of("id", "nowhere", "version", 1),
                            Map.of("id", "Not A Name", "version", 1),
                            Map.of("id", "nowhere"))) {
                terms.put("template", named);
                assertThat(brent.post("/agreements", terms).isProblem(422, "bad-fields").body())
                        .contains("template");
            }
            gla.post("/templates", template(id)).is(201);
            terms.put("template", Map.of("id", id, "version", 1, "locked", "0".repeat(64)));
            brent.post("/agreements", terms).isProblem(422, "bad-fields");
        }

        @Test
        void shows_what_differs_from_the_template_and_between_editions() {
            var draft = drafted();
            String path = "/agreements/" + draft.text("reference");
            var other = terms();
            other.put("title", "Another title");
            brent.header("If-Match", draft.header("ETag")).put(path, other).is(200);

            var against = gla.get(path + "/diff?against=template").is(200).isRecorded();
            assertThat(against.texts("changes", "what"))
                    .contains("title", "party", "dataset")
                    .doesNotContain("article-6", "answer", "purpose");
            var editions = gla.get(path + "/diff?from=1&to=2").is(200);
            assertThat(editions.texts("changes", "before")).containsExactly("Test agreement");
            assertThat(editions.texts("changes", "after")).containsExactly("Another title");
            gla.get(path + "/diff?from=1&to=9").isProblem(404, "not-found");
            gla.get(path + "/diff?from=1").is(400);
            gla.get(path + "/diff").is(400);
            stage.as("mps.ig").get(path + "/diff?against=template").isRefused();
        }

        @Test
        void names_it_with_its_hash_in_the_policy_and_on_paper() throws IOException {
            var draft = drafted();
            String path = "/agreements/" + draft.text("reference");
            String locked = draft.json().at("/template/locked").asString();
            var named = gla.get(path + "/odrl").is(200).json().path("ds:template");
            assertThat(named.path("@id").asString())
                    .isEqualTo("urn:city-datastore:template:" + id + ":1");
            assertThat(named.path("ds:version").asInt()).isEqualTo(1);
            assertThat(named.path("ds:locked").asString()).isEqualTo("sha-256:" + locked);
            try (var paper = Loader.loadPDF(gla.get(path + "/document.pdf").is(200).bytes())) {
                assertThat(new PDFTextStripper().getText(paper).replaceAll("\\s+", ""))
                        .contains(id + ",version1.")
                        .contains(locked);
            }
        }

        @Test
        void is_signed_with_the_template_in_its_digest() {
            var draft = drafted();
            String path = "/agreements/" + draft.text("reference");
            brent.post(path + "/proposal").is(200);
            gla.post(path + "/approval").is(200);
            assertThat(gla.get(path + "/editions/1").is(200).body())
                    .contains("\"template\":{\"id\":\"" + id + "\"");
        }
    }

    @Nested
    class What_it_locks {
        @Test
        void can_be_nothing_and_how_data_leaves() {
            var strict = new HashMap<>(template(id));
            strict.put(
                    "clauses",
                    List.of(
                            locked("lawfulBasis.article6", "6(1)(e)"),
                            locked("lawfulBasis.article9"),
                            locked("treatments.amount", "masked"),
                            locked("rows.amount", "at-least", "500")));
            gla.post("/templates", strict).is(201);
            var draft = brent.post("/agreements", terms("read")).is(201).json();
            var shared = draft.at("/datasets/0");
            assertThat(shared.at("/treatments/amount").asString()).isEqualTo("masked");
            assertThat(shared.at("/rows/0/test").asString()).isEqualTo("at-least");
            var special = terms("read");
            special.put("lawfulBasis", Map.of("article6", "6(1)(e)", "article9", "9(2)(g)"));
            assertThat(brent.post("/agreements", special).isProblem(422, "bad-fields").body())
                    .contains("lawfulBasis.article9")
                    .contains("has to say nothing");
        }

        @Test
        void is_never_nothing_because_somebody_forgot_to_say() {
            var bad = new HashMap<>(template(id));
            bad.put("clauses", List.of(Map.of("clause", "lawfulBasis.article9", "locked", true)));
            assertThat(gla.post("/templates", bad).isProblem(422, "bad-fields").body())
                    .contains("clauses[0].says")
                    .contains("or an empty list");
        }

        private Map<String, Object> locked(String clause, String... says) {
            return Map.of("clause", clause, "locked", true, "says", List.of(says));
        }

        private Map<String, Object> terms(String action) {
            var terms = new HashMap<>(Stage.terms(dataset, "gla", Stage.COLUMNS));
            terms.remove("lawfulBasis");
            terms.put("actions", List.of(action));
            terms.put("template", Map.of("id", id, "version", 1));
            return terms;
        }
    }

    @Nested
    class An_agreement_without_one {
        @Test
        void has_nothing_to_differ_from() {
            var reference =
                    brent.post("/agreements", Stage.terms(dataset, "gla", "all"))
                            .is(201)
                            .text("reference");
            brent.get("/agreements/" + reference + "/diff?against=template")
                    .isProblem(404, "not-found");
        }
    }
}
