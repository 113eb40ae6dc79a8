package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole job over HTTP, as issue and outer contract tell it. */
class MainJobIT {
    private final Stage stage = new Stage(RunningPlatform.shared());

    @Test
    void an_officer_reads_what_two_agencies_agreed_and_the_auditor_sees_each_step() {
        String name = Stage.newName();
        var created = stage.as("brent.steward").post("/datasets", Stage.description(name)).is(201);
        String dataset = "brent/" + name;
        created.isRecorded();
        assertThat(created.text("id")).isEqualTo(dataset);
        assertThat(created.header("Location")).isEqualTo("/api/v1/datasets/" + dataset);

        var stored =
                stage.as("brent.steward")
                        .upload("/datasets/" + dataset + "/versions", Stage.FILE)
                        .is(201)
                        .isRecorded();
        assertThat(stored.header("Location"))
                .isEqualTo("/api/v1/datasets/" + dataset + "/versions/1");
        assertThat(stored.json().path("version").asInt()).isEqualTo(1);
        assertThat(stored.json().path("rows").asInt()).isEqualTo(2);

        var drafted =
                stage.as("brent.ig")
                        .post("/agreements", Stage.terms(dataset, "gla", Stage.COLUMNS))
                        .is(201)
                        .isRecorded();
        String reference = drafted.text("reference");
        assertThat(reference).matches("DSA-[0-9]{4}-[0-9]{4,6}");
        assertThat(drafted.text("state")).isEqualTo("draft");
        assertThat(drafted.json().path("version").asInt()).isEqualTo(1);
        assertThat(drafted.header("ETag")).isNotEmpty();
        assertThat(drafted.header("Location")).isEqualTo("/api/v1/agreements/" + reference);
        String agreement = "/agreements/" + reference;

        var proposed = stage.as("brent.ig").post(agreement + "/proposal").is(200).isRecorded();
        assertThat(proposed.text("state")).isEqualTo("proposed");
        var active =
                stage.as("gla.ig")
                        .post(agreement + "/approval", Map.of("comment", "Agreed."))
                        .is(200)
                        .isRecorded();
        assertThat(active.text("state")).isEqualTo("active");

        var tooEarly = stage.as("gla.officer").get(Stage.content(dataset, reference)).isRefused();

        var asked =
                stage.as("gla.officer")
                        .post("/access-requests", Stage.ask(dataset, reference))
                        .is(201)
                        .isRecorded();
        assertThat(asked.text("state")).isEqualTo("pending");
        assertThat(
                        stage.as("brent.ig")
                                .get("/access-requests?state=pending&limit=200")
                                .is(200)
                                .texts("items", "id"))
                .contains(asked.text("id"));
        var granted =
                stage.as("brent.ig")
                        .post(
                                "/access-requests/" + asked.text("id") + "/grant",
                                Map.of(
                                        "until",
                                        Stage.today().plusDays(7).toString(),
                                        "comment",
                                        "Fine."))
                        .is(200)
                        .isRecorded();

        var released =
                stage.as("gla.officer").get(Stage.content(dataset, reference)).is(200).isRecorded();
        assertThat(released.bytes()).isEqualTo(Stage.ALLOWED);
        assertThat(released.header("Agreement")).isEqualTo(reference);

        var revoked =
                stage.as("brent.ig")
                        .post(
                                "/grants/" + granted.text("id") + "/revocation",
                                Map.of("reason", "No longer needed."))
                        .is(200)
                        .isRecorded();
        assertThat(revoked.text("state")).isEqualTo("revoked");
        var tooLate = stage.as("gla.officer").get(Stage.content(dataset, reference)).isRefused();

        var last = Trails.event(stage.as("city.auditor"), tooLate.header("Audit-Event"));
        assertThat(last.text("outcome")).isEqualTo("refused");
        assertThat(last.json().path("actor").path("username").asString()).isEqualTo("gla.officer");
        for (var step :
                List.of(
                        created, stored, drafted, proposed, active, tooEarly, asked, granted,
                        released, revoked)) {
            Trails.event(stage.as("city.auditor"), step.header("Audit-Event"));
        }
        var trail =
                stage.as("city.auditor")
                        .get("/audit/events?limit=200&dataset=" + dataset)
                        .is(200)
                        .isRecorded();
        assertThat(trail.texts("items", "id"))
                .contains(
                        tooEarly.header("Audit-Event"),
                        released.header("Audit-Event"),
                        tooLate.header("Audit-Event"));
        assertThat(trail.texts("items", "outcome")).contains("allowed", "done", "refused");
    }

    @Test
    void the_other_partys_refusal_to_share_further_is_kept_while_the_rest_goes_on() {
        String dataset = stage.dataset("brent");
        String agreement = stage.agreement(dataset, "gla", "all");
        String request = stage.request(dataset, agreement, "gla.officer");

        var refused =
                stage.as("brent.ig")
                        .post(
                                "/access-requests/" + request + "/refusal",
                                Map.of("reason", "Say why you need it."))
                        .is(200);

        assertThat(refused.text("state")).isEqualTo("refused");
        assertThat(stage.as("gla.officer").get("/access-requests/" + request).text("state"))
                .isEqualTo("refused");
        stage.as("gla.officer").get(Stage.content(dataset, agreement)).isRefused();
    }

    @Test
    void an_agency_reads_its_own_data_without_an_agreement() {
        String dataset = stage.dataset("brent");

        var own =
                stage.as("brent.steward")
                        .get("/datasets/" + dataset + "/versions/1/content")
                        .is(200)
                        .isRecorded();

        assertThat(own.bytes()).isEqualTo(Stage.FILE);
        assertThat(own.header("Agreement")).isEmpty();
    }

    @Test
    void a_suspended_agreement_stops_its_readers_at_once_and_resumed_lets_them_go_on() {
        String dataset = stage.dataset("brent");
        String agreement = stage.agreement(dataset, "gla", "all");
        stage.grant(dataset, agreement, "gla.officer");
        stage.as("gla.officer").get(Stage.content(dataset, agreement)).is(200);

        stage.as("gla.ig")
                .post(
                        "/agreements/" + agreement + "/suspension",
                        Map.of("reason", "A breach is looked into."))
                .is(200);
        stage.as("gla.officer").get(Stage.content(dataset, agreement)).isRefused();
        stage.as("gla.ig").post("/agreements/" + agreement + "/resumption").is(200);

        stage.as("gla.officer").get(Stage.content(dataset, agreement)).is(200);
    }
}
