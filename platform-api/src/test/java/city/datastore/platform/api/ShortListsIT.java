package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Lists that are read whole come a page at a time all the same. */
class ShortListsIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls lead = stage.as("gla.ig");

    private Stream<String> lists() {
        String dataset = stage.dataset("brent");
        String agreement = "/agreements/" + stage.agreement(dataset, "gla", Stage.COLUMNS);
        lead.post("/templates", TemplatesApiIT.template(Stage.newName())).is(201);
        lead.post("/templates", TemplatesApiIT.template(Stage.newName())).is(201);
        return Stream.of(
                "/agencies",
                "/identifier-kinds",
                "/templates",
                agreement + "/history",
                agreement + "/signatures",
                commented() + "/comments");
    }

    /** An agreement that is discussed: two comments on it are open. */
    private String commented() {
        String path =
                "/agreements/"
                        + lead.post(
                                        "/agreements",
                                        Stage.terms(stage.dataset("gla"), "brent", "all"))
                                .is(201)
                                .text("reference");
        lead.post(path + "/comments", Map.of("clause", "title", "text", "First.")).is(201);
        lead.post(path + "/comments", Map.of("clause", "title", "text", "Second.")).is(201);
        return path;
    }

    @TestFactory
    Stream<DynamicTest> are_followed_to_the_end_one_by_one() {
        return lists().map(list ->
                DynamicTest.dynamicTest(
                        list,
                        () -> {
                            var whole = lead.get(list + "?limit=200").is(200).json();
                            assertThat(whole.path("next").isNull()).isTrue();
                            assertThat(whole.path("items").size()).isGreaterThan(1);

                            assertThat(oneByOne(list))
                                    .containsExactlyElementsOf(whole.path("items"));
                        }));
    }

    private List<JsonNode> oneByOne(String list) {
        var items = new ArrayList<JsonNode>();
        for (String cursor = ""; !cursor.equals("null"); ) {
            var page = lead.get(list + "?limit=1&cursor=" + cursor).is(200).json();
            assertThat(page.path("items").size()).isEqualTo(1);
            page.path("items").forEach(items::add);
            cursor = page.path("next").asString("null");
        }
        return items;
    }

    @TestFactory
    Stream<DynamicTest> know_their_own_cursors_only() {
        String foreign = lead.get("/datasets?limit=1").is(200).text("next");
        assertThat(foreign).isNotEmpty();
        return Stream.concat(lists(), Stream.of("/audit/withholdings"))
                .map(list ->
                        DynamicTest.dynamicTest(
                                list,
                                () -> {
                                    var caller =
                                            list.startsWith("/audit")
                                                    ? stage.as("city.auditor")
                                                    : lead;
                                    for (String cursor : List.of("garbage", "%21%21", foreign)) {
                                        caller.get(list + "?cursor=" + cursor)
                                                .isProblem(400, "bad-parameter");
                                    }
                                    caller.get(list + "?limit=0").isProblem(400, "bad-parameter");
                                }));
    }

    @Test
    void go_on_after_a_comment_that_was_settled_meanwhile() {
        String path = commented();
        var first = lead.get(path + "/comments?open=true&limit=1").is(200);
        lead.post(path + "/comments/1/settlement").is(200);

        var next = lead.get(path + "/comments?open=true&cursor=" + first.text("next")).is(200);

        assertThat(first.texts("items", "text")).containsExactly("First.");
        assertThat(next.texts("items", "text")).containsExactly("Second.");
    }
}
