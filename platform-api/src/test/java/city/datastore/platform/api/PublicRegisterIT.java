package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What anybody can read about agreements, without signing in. */
class PublicRegisterIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);

    private String register() throws Exception {
        return open("/register");
    }

    private String open(String path) throws Exception {
        var answer = ask(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> ask(String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(platform.uri(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
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

    @Test
    void names_no_agency_that_has_not_signed_or_has_left() throws Exception {
        var terms = Stage.terms(stage.emptyDataset("brent"), "gla", "all");
        terms.put("title", "Spending for those who signed");
        terms.put("particulars", Map.of("agreement", Map.of("publish-summary", true)));
        terms.put(
                "parties",
                List.of(
                        Stage.party("brent", true),
                        Stage.party("gla", false),
                        Stage.party("camden", false),
                        Stage.party("mps", false)));
        String path =
                "/agreements/"
                        + stage.as("brent.ig").post("/agreements", terms).is(201).text("reference");
        stage.as("brent.ig").post(path + "/proposal").is(200);
        stage.as("gla.ig").post(path + "/approval").is(200);
        stage.as("mps.ig").post(path + "/approval").is(200);
        assertThat(entry()).contains("Greater London Authority", "Metropolitan Police");

        stage.as("mps.ig").post(path + "/departure", Map.of("reason", "No need.")).is(200);

        assertThat(entry())
                .contains("Brent", "Greater London Authority")
                .doesNotContain("Camden", "Metropolitan Police");
    }

    /** What the register says of that agreement. */
    private String entry() throws Exception {
        String after = register().split("Spending for those who signed", 2)[1];
        return after.split("To compare spending", 2)[0];
    }

    @Test
    void counts_who_shares_with_whom_as_a_page_a_table_and_json() throws Exception {
        agreed("Spending for the table of everybody", true);
        assertThat(open("/register/matrix"))
                .contains("<table", "giver=brent&amp;receiver=gla", "<svg")
                .doesNotContain("brent.ig", "brent/data-");
        assertThat(open("/register/matrix.csv"))
                .contains("\"brent\",\"Brent\",\"gla\",\"Greater London Authority\",");
        assertThat(open("/register/matrix.json"))
                .contains("{\"giver\":\"brent\",\"receiver\":\"gla\",\"agreements\":");
        assertThat(open("/register?giver=brent&receiver=gla"))
                .contains("Spending for the table of everybody");
        assertThat(open("/register?giver=gla&receiver=brent"))
                .doesNotContain("Spending for the table of everybody");
        assertThat(open("/register?giver=!&receiver=%00")).contains("<h1");
    }

    @Test
    void keeps_the_table_of_an_agency_to_its_own_staff() throws Exception {
        assertThat(ask("/agreements/matrix").statusCode()).isEqualTo(302);
        assertThat(ask("/agreements/matrix.csv").statusCode()).isEqualTo(302);
    }
}
