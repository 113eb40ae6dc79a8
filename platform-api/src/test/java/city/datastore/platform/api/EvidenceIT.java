package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.verify.evidence.CheckFile;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence packs as a reader of the trail gets them, checked as whoever is handed one would. */
class EvidenceIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);

    @TempDir private Path folder;

    private String log(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(platform.uri("/log/" + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    /** What the command says of a pack that holds. */
    private String check(byte[] pack, String option, String trusted) throws IOException {
        Path file = Files.write(folder.resolve("pack.zip"), pack);
        Path trust = Files.writeString(folder.resolve("trust"), trusted);
        var said = new ByteArrayOutputStream();
        var print = new PrintStream(said, true, UTF_8);
        int exit =
                new CheckFile(print, print)
                        .run(List.of(file.toString(), option, trust.toString()), null);
        assertThat(exit).as(said.toString(UTF_8)).isZero();
        return said.toString(UTF_8);
    }

    /** Waits until a cosigned checkpoint covers all that is stored now. */
    private void cosigned() {
        var tables = platform.bean(LogTables.class);
        long size = tables.head().size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> tables.cosigned().filter(head -> head.size() >= size).isPresent());
    }

    @Nested
    class A_pack {
        private final String dataset = stage.dataset("brent");

        @Test
        void proves_what_was_found_to_whoever_holds_the_logs_keys() throws Exception {
            stage.as("camden.officer").get(Stage.content(dataset, "DSA-2026-0001")).is(403);
            Trails.newest(stage.as("city.auditor"), "action=dataset.upload&dataset=" + dataset);
            cosigned();

            var answer =
                    Trails.evidence(
                            stage.as("city.auditor"), "action=dataset.upload&dataset=" + dataset);

            answer.is(200).isRecorded();
            assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Disposition"))
                    .isEqualTo(
                            "attachment; filename=\"evidence-"
                                    + answer.header("Audit-Event")
                                    + ".zip\"");
            for (String option : new String[] {"--key", "--policy"}) {
                assertThat(check(answer.bytes(), option, log(option.substring(2))))
                        .contains("search      action dataset.upload, dataset " + dataset)
                        .contains("reader      sees everything")
                        .contains("for city.auditor of city")
                        .contains("recorded    event " + answer.header("Audit-Event"));
            }
            assertThat(log("evidence-certificate")).startsWith("-----BEGIN CERTIFICATE-----");
        }

        @Test
        void is_itself_on_the_record() {
            var answer = Trails.evidence(stage.as("brent.ig"), "dataset=" + dataset).is(200);

            var event = Trails.event(stage.as("city.auditor"), answer.header("Audit-Event"));

            assertThat(event.text("action")).isEqualTo("audit.evidence");
            assertThat(event.text("outcome")).isEqualTo("allowed");
            assertThat(event.json().at("/actor/username").asString()).isEqualTo("brent.ig");
        }

        @Test
        void is_cut_to_what_its_reader_may_see() throws Exception {
            var answer = Trails.evidence(stage.as("lfb.officer"), "dataset=" + dataset).is(200);

            assertThat(check(answer.bytes(), "--key", log("key"))).contains("events      0");
        }
    }

    @Nested
    class There_is_none {
        @Test
        void of_a_search_that_cannot_be_read() {
            stage.as("city.auditor")
                    .get("/audit/evidence?outcome=perhaps")
                    .isProblem(400, "bad-parameter");
            stage.as("city.auditor").get("/audit/evidence?limit=5").isProblem(400, "bad-parameter");
        }
    }
}
