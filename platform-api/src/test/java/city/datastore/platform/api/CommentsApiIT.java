package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An agreement that comes back with comments on its clauses. */
class CommentsApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls brent = stage.as("brent.ig");
    private final Calls gla = stage.as("gla.ig");
    private final String dataset = stage.dataset("brent");
    private final String path = "/agreements/" + proposed();

    private String proposed() {
        String reference =
                brent.post("/agreements", Stage.terms(dataset, "gla", Stage.COLUMNS))
                        .is(201)
                        .text("reference");
        brent.post("/agreements/" + reference + "/proposal").is(200);
        return reference;
    }

    private static Map<String, Object> comment(String clause, String text) {
        return Map.of("clause", clause, "text", text);
    }

    @Nested
    class A_comment_on_a_proposal {
        @Test
        void comes_back_with_it_and_is_answered_and_settled() {
            var made =
                    gla.post(
                                    path + "/comments",
                                    comment(
                                            "particulars.column/" + dataset + "/amount.reason",
                                            "Why do we need it?"))
                            .is(201);
            assertThat(made.json().path("number").asInt()).isEqualTo(1);
            assertThat(made.json().path("edition").asInt()).isEqualTo(1);
            gla.post(path + "/return", Map.of("comment", "See my comment.")).is(200);

            var open = brent.get(path + "/comments?open=true").is(200);
            assertThat(open.texts("items", "text")).containsExactly("Why do we need it?");
            assertThat(open.texts("items", "agency")).containsExactly("gla");
            brent.post(path + "/comments/1/answers", Map.of("text", "To add it up.")).is(201);
            var settled = brent.post(path + "/comments/1/settlement").is(200);
            assertThat(settled.json().path("open").asBoolean()).isFalse();
            assertThat(settled.texts("answers", "text")).containsExactly("To add it up.", "");
            assertThat(brent.get(path + "/comments?open=true").texts("items", "text")).isEmpty();
            assertThat(gla.get(path + "/comments").texts("items", "text")).hasSize(1);
            gla.post(path + "/comments/1/answers", Map.of("text", "But."))
                    .isProblem(409, "wrong-state");
        }

        @Test
        void names_a_clause_that_is_there() {
            for (String clause :
                    List.of("titel", "J", "parties[0]", "particulars.party/brent.sir")) {
                assertThat(
                                gla.post(path + "/comments", comment(clause, "Hm."))
                                        .isProblem(422, "bad-fields")
                                        .body())
                        .contains("there is no clause")
                        .contains("near it are");
            }
            assertThat(
                            gla.post(
                                            path + "/comments",
                                            comment("particulars.party/brent.sir", "Hm."))
                                    .body())
                    .contains("particulars.party/brent.siro");
        }

        @Test
        void is_bounded_and_whole() {
            gla.post(path + "/comments", comment("title", "x".repeat(2_001)))
                    .isProblem(422, "bad-fields");
            gla.post(path + "/comments", comment("title", "  ")).isProblem(422, "bad-fields");
            gla.post(path + "/comments", comment("t".repeat(700), "Hm."))
                    .isProblem(422, "bad-fields");
            gla.post(path + "/comments", Map.of("clause", "title")).isProblem(422, "bad-fields");
            gla.post(path + "/comments", comment("title", "x".repeat(2_000_000))).is(413);
        }

        @Test
        void is_shown_as_the_text_that_it_is() {
            String script = "<script>alert(1)</script>";
            gla.post(path + "/comments", comment("title", script)).is(201);
            assertThat(brent.get(path + "/comments").texts("items", "text"))
                    .containsExactly(script);
        }

        @Test
        void is_for_parties_only() {
            stage.as("mps.ig").get(path + "/comments").isRefused();
            stage.as("mps.ig").post(path + "/comments", comment("title", "Hm.")).isRefused();
            gla.post(path + "/comments", comment("title", "Hm.")).is(201);
            stage.as("mps.ig").post(path + "/comments/1/settlement").isRefused();
        }

        @Test
        void is_one_that_there_is() {
            gla.post(path + "/comments/7/answers", Map.of("text", "But."))
                    .isProblem(404, "not-found");
            gla.post(path + "/comments/x/settlement").isProblem(404, "not-found");
        }
    }

    @Nested
    class A_comment_on_an_agreement_in_force {
        @Test
        void waits_for_the_next_version() {
            gla.post(path + "/approval").is(200);
            gla.post(path + "/comments", comment("title", "Hm.")).isProblem(409, "wrong-state");
            brent.post(path + "/variation").is(201);
            var made = gla.post(path + "/comments", comment("title", "Say more.")).is(201);
            assertThat(made.json().path("version").asInt()).isEqualTo(2);
            stage.as("mps.ig").get(path + "/comments").isRefused();
        }
    }
}
