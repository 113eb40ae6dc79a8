package city.datastore.audit.verify.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.evidence.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The single file for auditors: alone on its class path, and in a network of nobody else. */
class VerifyJarIT {
    private static final Path JAR = Path.of("target/city-datastore-verify.jar").toAbsolutePath();
    private static final Packs PACKS = new Packs();
    private static final AuditEvent EVENT = Events.documented();

    @TempDir private Path folder;

    private record Answer(int exit, String text) {}

    private Answer run(byte[] pack) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("pack.zip"), pack);
        Path keys = Files.writeString(folder.resolve("log.vkeys"), PACKS.keys());
        Path said = folder.resolve("said");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "unshare",
                                        "--map-root-user",
                                        "--net",
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-jar",
                                        JAR.toString(),
                                        file.toString(),
                                        "--key",
                                        keys.toString()))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(said, UTF_8));
    }

    @Test
    void believes_a_pack_as_it_was_made() throws Exception {
        Answer answer = run(PACKS.pack(EVENT));

        assertThat(answer.text()).startsWith("The pack holds: every event in it is in the log");
        assertThat(answer.exit()).isZero();
    }

    @Test
    void does_not_believe_a_pack_in_which_an_event_was_altered() throws Exception {
        Map<String, byte[]> members = Packs.members(PACKS.pack(EVENT));
        byte[] event = Objects.requireNonNull(members.get("events/" + EVENT.id() + ".json"));
        event[event.length / 2] ^= 1;

        Answer answer = run(Packs.zip(members));

        assertThat(answer.text()).contains("The pack does not hold: ", EVENT.id().toString());
        assertThat(answer.exit()).isEqualTo(1);
    }
}
