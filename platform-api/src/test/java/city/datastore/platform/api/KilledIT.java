package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform in a process of its own, killed without a warning ({@code kill -9}). */
class KilledIT {
    private static final int SIZE = 24 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack =
            LocalStack.shared(Server.POSTGRES, Server.KAFKA, Server.KEYCLOAK);
    private final int port = PlatformProcess.freePort();
    private final URI address = PlatformProcess.address(port);
    private final Stage stage =
            new Stage(person -> Calls.at(address, stack.keycloak().token(person)));
    private final String database = stack.postgres().freshDatabase();
    private final byte[] file = bytes();

    @TempDir Path home;
    private PlatformProcess platform;

    KilledIT() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        // its keys are its own, and a database belongs to one set of keys; the topic is read into
        // another database too, which tells Kafka how far
        platform =
                PlatformProcess.start(
                        stack,
                        port,
                        home.resolve("log"),
                        Map.of(
                                "DATASTORE_HOME",
                                home.toString(),
                                "DATASTORE_DB_URL",
                                database,
                                "DATASTORE_RESTORED",
                                LocalDate.now(ZoneOffset.UTC).toString()));
    }

    @AfterEach
    void kill() {
        platform.kill();
    }

    @Test
    void leaves_nothing_half_done_behind_whenever_it_is_killed() throws Exception {
        String id = stage.emptyDataset("brent");

        killDuringUpload(id);
        start();
        nothingIsLeftOfTheUpload(id);

        killDuringDownload(id);
        start();
        theDownloadIsOnTheRecordWithoutARelease(id);
    }

    private void killDuringUpload(String id) throws Exception {
        byte[] half = new byte[SIZE / 2];
        System.arraycopy(file, 0, half, 0, half.length);
        try (var _ = stage.as("brent.steward").begin("POST", versions(id), SIZE, half)) {
            await().atMost(PATIENCE).until(() -> vaultBytes() > SIZE / 4);
            kill();
        }
        assertThat(vaultBytes()).isGreaterThan(SIZE / 4);
    }

    private void nothingIsLeftOfTheUpload(String id) throws IOException {
        assertThat(vaultBytes()).isZero();
        assertThat(stage.as("brent.steward").get(versions(id)).is(200).json().path("items"))
                .isEmpty();
        assertThat(stage.as("brent.steward").upload(versions(id), file).is(201).text("version"))
                .isEqualTo("1");
        await().atMost(PATIENCE).until(() -> outcomes(id, "dataset.upload").size() == 3);
        assertThat(outcomes(id, "dataset.upload")).containsExactly("done", "allowed", "allowed");
    }

    private void killDuringDownload(String id) throws Exception {
        try (var socket = stage.as("brent.steward").begin("GET", content(id), 0, new byte[0])) {
            assertThat(socket.getInputStream().readNBytes(1 << 16)).hasSize(1 << 16);
            kill();
        }
    }

    private void theDownloadIsOnTheRecordWithoutARelease(String id) {
        await().atMost(PATIENCE).until(() -> !outcomes(id, "dataset.read").isEmpty());
        assertThat(outcomes(id, "dataset.read")).containsExactly("allowed");
        assertThat(outcomes(id, "dataset.release")).isEmpty();
        assertThat(stage.as("brent.steward").get(content(id)).is(200).bytes()).isEqualTo(file);
    }

    private static String versions(String id) {
        return "/datasets/" + id + "/versions";
    }

    private static String content(String id) {
        return versions(id) + "/latest/content";
    }

    /** Newest first. */
    private List<String> outcomes(String dataset, String action) {
        var found = new ArrayList<String>();
        stage.as("city.auditor")
                .get("/audit/events?dataset=" + dataset + "&action=" + action)
                .is(200)
                .json()
                .path("items")
                .forEach(event -> found.add(event.path("outcome").asString()));
        return found;
    }

    /** Bytes of everything in the vault that is not a lock. */
    private long vaultBytes() throws IOException {
        Path vault = home.resolve("vault");
        try (var files = Files.walk(vault)) {
            long bytes = 0;
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                bytes += path.startsWith(vault.resolve("nodes")) ? 0 : Files.size(path);
            }
            return bytes;
        }
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(20261121).nextBytes(bytes);
        return bytes;
    }
}
