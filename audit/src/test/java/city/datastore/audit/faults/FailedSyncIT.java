package city.datastore.audit.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under PostgreSQL says that it could not write what it had been given (EIO). */
class FailedSyncIT {
    @TempDir Path folder;

    @Test
    void nothing_acknowledged_is_lost_or_there_twice_when_PostgreSQL_gives_up_and_recovers()
            throws Exception {
        Map<String, String> said = run();

        assumeTrue(
                !said.containsKey("unsupported"),
                () -> "a disk that fails needs the kernel's help: " + said.get("unsupported"));
        // each failure ended the server, so nothing was committed on a disk that did not hold it
        assertThat(said).containsEntry("panics", Integer.toString(FailingSyncProcess.TIMES + 1));
        assertThat(Integer.parseInt(said.getOrDefault("acknowledged", "0"))).isPositive();
        assertThat(said)
                .containsEntry("missing", "0")
                .containsEntry("twice", "0")
                .containsEntry("findings", "[]");
    }

    @Test
    void needs_a_kernel_that_can_be_told_to_go_on() {
        assertThat(List.of("6.18.44", "6.8.0-45-generic", "5.5.0", "5.15.1-azure"))
                .allMatch(SyncFault::canBeToldToGoOn);
        assertThat(List.of("5.4.0-200-generic", "4.19.0", "3"))
                .noneMatch(SyncFault::canBeToldToGoOn);
    }

    private Map<String, String> run() throws Exception {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        FailingSyncProcess.class.getName()))
                        .redirectError(log.toFile())
                        .start();
        try (var lines = process.inputReader(UTF_8)) {
            Map<String, String> said = new TreeMap<>();
            lines.lines()
                    .map(line -> line.split("=", 2))
                    .filter(line -> line.length == 2)
                    .forEach(line -> said.put(line[0], line[1]));
            assertThat(process.waitFor()).as(() -> read(log)).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The end of what it logged. */
    private static String read(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
