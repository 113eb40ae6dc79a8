package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A team that its requester swaps between the lead's look and the grant. */
class TeamApiIT {
    private static final Map<String, Object> YES = Map.of("comment", "Fine.");

    private final Stage stage = new Stage(RunningPlatform.shared());
    private String request;

    @BeforeEach
    void ask() {
        String dataset = stage.dataset("brent");
        String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        request = "/access-requests/" + stage.request(dataset, agreement, "gla.officer");
        name("gla.first");
    }

    private void name(String member) {
        stage.as("gla.officer").put(request + "/team", Map.of("members", List.of(member))).is(200);
    }

    private Reply grant(String seen) {
        return stage.as("brent.ig").header("If-Match", seen).post(request + "/grant", YES);
    }

    @Test
    void is_not_granted_to_by_a_lead_who_says_which_one_they_saw() {
        var looked = stage.as("brent.ig").get(request + "/team").is(200);
        assertThat(looked.texts("items", "name")).containsExactly("gla.first");
        name("gla.second");

        grant(looked.header("ETag")).isProblem(412, "changed-meanwhile");

        var now = stage.as("brent.ig").get(request).is(200);
        assertThat(now.text("state")).isEqualTo("pending");
        grant(now.header("ETag")).is(200).isRecorded();
        var granted = stage.as("brent.ig").get(request).is(200);
        assertThat(granted.text("state")).isEqualTo("granted");
        assertThat(granted.header("ETag")).isEmpty();
    }

    @Test
    void needs_a_tag_that_the_platform_gave() {
        grant("\"ffff\"").isProblem(412, "changed-meanwhile");
    }

    @Test
    void is_whoever_is_named_now_for_a_lead_who_says_nothing() {
        name("gla.second");

        stage.as("brent.ig").post(request + "/grant", YES).is(200);
    }
}
