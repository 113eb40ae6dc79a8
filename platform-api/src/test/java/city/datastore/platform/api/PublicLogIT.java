package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.EntryBundle;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.TreeHasher;
import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody can fetch of the log, and check without believing the platform. */
class PublicLogIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        URI uri = platform.uri(path);
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String text(String path) throws IOException, InterruptedException {
        var answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new String(answer.body(), UTF_8);
    }

    private List<VerifierKey> keys() throws IOException, InterruptedException {
        return text("/log/key").lines().map(VerifierKey::parse).toList();
    }

    private Checkpoint checkpoint() throws IOException, InterruptedException {
        var note = SignedNote.parse(text("/log/checkpoint"));
        assertThat(note.verify(keys())).isNotEmpty();
        return Checkpoint.parse(note.text());
    }

    @Test
    void the_entries_give_the_root_of_the_signed_checkpoint_without_any_token() throws Exception {
        stage.emptyDataset("brent");
        var checkpoint = checkpoint();
        var frontier = Frontier.empty();
        var hasher = new TreeHasher();
        for (long bundle = 0; bundle * 256 < checkpoint.size(); bundle++) {
            int width = (int) Math.min(256, checkpoint.size() - bundle * 256);
            String path = "/log/tile/entries/%03d".formatted(bundle);
            var answer = get(width == 256 ? path : path + ".p/" + width);
            EntryBundle.decode(answer.body(), width)
                    .forEach(entry -> frontier.append(hasher.leaf(entry)));
        }

        assertThat(frontier.root()).isEqualTo(checkpoint.root());
    }

    @Test
    void the_checkpoint_says_that_it_is_text_in_utf_8() throws Exception {
        stage.emptyDataset("brent");

        assertThat(get("/log/checkpoint").headers().firstValue("Content-Type"))
                .contains("text/plain;charset=utf-8");
    }

    @Test
    void the_served_checkpoint_is_signed_by_both_keys_and_accepted_by_the_served_policy()
            throws Exception {
        stage.emptyDataset("brent");
        var keys = keys();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    var note = SignedNote.parse(text("/log/checkpoint"));
                    assertThat(note.verify(keys)).hasSize(2);
                });

        var policy = TlogPolicy.parse(text("/log/policy").getBytes(UTF_8));
        policy.accept(SignedNote.parse(text("/log/checkpoint")));
        assertThat(policy.quorum()).isEqualTo("none");
        assertThat(text("/log/policy")).contains("for you to decide");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/tile/0/x999/999",
                "/log/tile/0/000.p/256",
                "/log/tile/0/000.p/0",
                "/log/tile/0/0",
                "/log/tile/64/000",
                "/log/tile/entries/x999/999",
                "/log/tile/0/..%2f..%2fkey",
                "/log/tile/",
                "/log/nothing"
            })
    void what_is_no_tile_of_the_log_is_not_found(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/nothing", "/actuator/nothing"})
    void what_is_nothing_for_machines_is_a_problem_as_everywhere(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(new String(answer.body(), UTF_8))
                .contains("\"urn:city-datastore:problem:not-found\"");
    }

    @Test
    void an_officer_gets_a_receipt_for_an_own_act_that_proves_it_and_nothing_else()
            throws Exception {
        String id = stage.emptyDataset("brent");
        var steward = stage.as("brent.steward");
        String event = Trails.newest(steward, "dataset=" + id + "&action=dataset.create");
        String canonical =
                steward.get("/audit/events/" + event).is(200).json().path("canonical").asString();

        var answer = steward.get("/audit/events/" + event + "/receipt").is(200);

        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.header("Audit-Event")).isNotBlank();
        var receipt = Receipt.parse(answer.bytes());
        var policy = TlogPolicy.trusting(keys().getFirst());
        receipt.verify(canonical.getBytes(UTF_8), policy);
        assertThatThrownBy(() ->
                        receipt.verify(canonical.replace("brent", "drent").getBytes(UTF_8), policy))
                .isInstanceOf(ProofException.class);
    }

    @Test
    void nobody_gets_a_receipt_for_what_they_may_not_see() {
        String id = stage.emptyDataset("brent");
        String event = Trails.newest(stage.as("brent.steward"), "dataset=" + id);

        stage.as("mps.officer").get("/audit/events/" + event + "/receipt").is(403);
        stage.as("mps.officer")
                .get("/audit/events/01890000-0000-7000-8000-000000000000/receipt")
                .is(404);
    }
}
