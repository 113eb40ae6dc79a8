package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What anybody can read about agreements, without signing in. */
class PublicRegisterIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);

    private String register() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(platform.uri("/register")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private void agreed(String title, boolean published) {
        var terms = Stage.terms(stage.emptyDataset("brent"), "gla", "all");
        terms.put("title", title);
        terms.put("particulars", Map.of("agreement", Map.of("publish-summary", published)));
        String path =
                "/agreements/"
                        + stage.as("brent.ig").post("/agreements", terms).is(201).text("reference");
        stage.as("brent.ig").post(path + "/proposal").is(200);
        stage.as("gla.ig").post(path + "/approval").is(200);
    }

    @Test
    void shows_what_the_parties_publish_without_a_person_a_dataset_or_a_script() throws Exception {
        agreed("Spending <script>alert(1)</script> for everybody to see", true);
        agreed("Spending that is nobody's business", false);

        assertThat(register())
                .contains("Spending &lt;script&gt;alert(1)&lt;/script&gt; for everybody to see")
                .contains(
                        "Brent", "Greater London Authority", "To compare spending.", "public task")
                .doesNotContain("nobody&#39;s business", "brent.ig", "brent/data-");
    }
}
