package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.condition.OS.LINUX;

import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two nodes over one database, one of them in a process of its own that the operating system pauses
 * ({@code kill -STOP}) while access is stopped on the other.
 */
@EnabledOnOs(LINUX)
class PausedIT {
    /** Of a stop, until no node allows anything: docs/policy.md. */
    private static final Duration BOUND = Duration.ofMillis(500);

    /** A busy machine takes time for other things, but not each time. */
    private static final int STOPS = 3;

    /** More than the operating system keeps on the way. */
    private static final int BYTES = 48 << 20;

    private final RunningPlatform one = RunningPlatform.shared();
    private final Stage stage = new Stage(one);
    private final int port = PlatformProcess.freePort();

    @TempDir Path logs;

    PausedIT() throws IOException {}

    @Test
    void a_node_that_was_paused_while_access_was_stopped_first_answers_no_and_holds_nobody_up()
            throws Exception {
        String dataset = stage.dataset("brent");
        String agreement = stage.agreement(dataset, "gla", Stage.COLUMNS);
        String grant = stage.grant(dataset, agreement, "gla.officer");
        try (var other = PlatformProcess.start(one.stack(), port, logs.resolve("log"), Map.of())) {
            var asked = question(dataset, agreement);
            assertThat(decided(asked)).as("the other node, before").isTrue();

            other.pause();
            var answer = CompletableFuture.supplyAsync(() -> decided(asked));
            other.wake();
            assertThat(answer.get()).as("woken, and nothing was stopped").isTrue();

            other.pause();
            var first = CompletableFuture.supplyAsync(() -> answer(asked));
            var quickest = revoke(grant);
            for (int stop = 1; stop < STOPS; stop++) {
                var took = revoke(stage.grant(dataset, agreement, "gla.officer"));
                quickest = took.compareTo(quickest) < 0 ? took : quickest;
            }
            assertThat(first).as("the paused node has not answered").isNotDone();
            other.wake();

            assertThat(first.get().path("decision").asBoolean()).isFalse();
            System.out.printf("a stop with a node paused took %d ms%n", quickest.toMillis());
            assertThat(quickest).isLessThan(BOUND);
            await().atMost(PlatformProcess.PATIENCE)
                    .until(() -> reason(answer(asked)).equals("grant-revoked"));
        }
    }

    @Test
    void a_download_from_a_node_that_was_paused_while_access_was_stopped_is_cut_off()
            throws Exception {
        String dataset = stage.emptyDataset("brent");
        stage.as("brent.steward")
                .call(
                        "POST",
                        "/datasets/" + dataset + "/versions",
                        Map.of("Content-Type", "application/octet-stream"),
                        new byte[BYTES])
                .is(201);
        String agreement = stage.agreement(dataset, "gla", "all");
        String grant = stage.grant(dataset, agreement, "gla.officer");
        try (var other = PlatformProcess.start(one.stack(), port, logs.resolve("log"), Map.of());
                var download = begin(Stage.content(dataset, agreement))) {
            other.pause();
            revoke(grant);
            other.wake();

            assertThat(rest(download)).isLessThan(BYTES);
        }
    }

    /** From the other node; more than the operating system keeps on the way is not read yet. */
    private InputStream begin(String path) throws IOException {
        var connection =
                (HttpURLConnection)
                        PlatformProcess.address(port)
                                .resolve("/api/v1" + path)
                                .toURL()
                                .openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + one.token("gla.officer"));
        assertThat(connection.getResponseCode()).isEqualTo(200);
        return connection.getInputStream();
    }

    /** How many bytes come, to the end or until the connection is broken. */
    private static long rest(InputStream in) {
        long bytes = 0;
        var piece = new byte[1 << 16];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes += read;
            }
        } catch (IOException _) {
            // the connection was broken
        }
        return bytes;
    }

    /** How long it took until the call returned, with all that a call takes. */
    private Duration revoke(String grant) {
        long start = System.nanoTime();
        stage.as("brent.ig")
                .post("/grants/" + grant + "/revocation", Map.of("reason", "over"))
                .is(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean decided(Map<String, Object> asked) {
        return answer(asked).path("decision").asBoolean();
    }

    /** The other node's, to a person asking about themselves. */
    private JsonNode answer(Map<String, Object> asked) {
        return Calls.at(PlatformProcess.address(port), one.stack().keycloak().token("gla.officer"))
                .post("/access/v1/evaluation", asked)
                .is(200)
                .json();
    }

    private static String reason(JsonNode answer) {
        return answer.path("context").path("reasons").path(0).path("code").asString("");
    }

    private static Map<String, Object> question(String dataset, String agreement) {
        return Map.of(
                "subject", Map.of("type", "user", "id", "gla.officer"),
                "action", Map.of("name", "read"),
                "resource",
                        Map.of(
                                "type",
                                "dataset",
                                "id",
                                dataset,
                                "properties",
                                Map.of("columns", Stage.COLUMNS)),
                "context", Map.of("agreement", agreement, "purpose", Stage.PURPOSE));
    }
}
