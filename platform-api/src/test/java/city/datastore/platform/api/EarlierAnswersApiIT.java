package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a party said of itself before, for machines that write agreements. */
class EarlierAnswersApiIT {
    private final Stage stage = new Stage(RunningPlatform.shared());
    private final Calls lead = stage.as("brent.ig");
    private final String dataset = stage.dataset("brent");

    /** An agreement with the fire brigade, which says that of itself. */
    private String drafted(Map<String, ?> says) {
        var terms = Stage.terms(dataset, "lfb", Stage.COLUMNS);
        terms.put("particulars", says);
        return "/agreements/" + lead.post("/agreements", terms).is(201).text("reference");
    }

    private String signed(Map<String, ?> says) {
        String path = drafted(says);
        lead.post(path + "/proposal").is(200);
        stage.as("lfb.ig").post(path + "/approval").is(200);
        return path;
    }

    @Test
    void is_offered_with_the_agreement_that_it_comes_from_and_answers_nothing_by_itself() {
        String before = signed(Map.of("party/lfb", Map.of("siro", "siro@lfb.example")));
        String draft = drafted(Map.of());

        var offered = lead.get(draft + "/parties/lfb/earlier-answers").is(200).isRecorded();

        assertThat("/agreements/" + offered.text("agreement")).isEqualTo(before);
        assertThat(offered.json().at("/answers/siro").asString()).isEqualTo("siro@lfb.example");
        assertThat(lead.get(draft).json().path("particulars").has("party/lfb")).isFalse();
    }

    @Test
    void is_not_found_where_the_agency_is_no_party_or_is_none() {
        String draft = drafted(Map.of());
        for (String agency : List.of("camden", "atlantis")) {
            lead.get(draft + "/parties/" + agency + "/earlier-answers").isProblem(404, "not-found");
        }
        lead.get("/agreements/DSA-2026-9999/parties/lfb/earlier-answers")
                .isProblem(404, "not-found");
    }

    @Test
    void is_only_for_those_who_may_see_the_agreement() {
        signed(Map.of("party/lfb", Map.of("siro", "siro@lfb.example")));
        stage.as("camden.ig").get(drafted(Map.of()) + "/parties/lfb/earlier-answers").isRefused();
    }
}
