package city.datastore.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that PostgreSQL and Kafka write to has no room left. */
class FullDiskIT {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final int MOST = 200_000;

    @TempDir Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400m,mode=0755", "tmpfs", disk.toString()),
                "a small disk of its own needs the right to mount one");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static AuditEvent event() {
        return Events.read("mps.officer", "camden/hmo-licences");
    }

    /** Writes until nothing more goes in. */
    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void what_was_acknowledged_is_stored_once_there_is_room_again_and_nothing_else_was_allowed()
            throws Exception {
        var options =
                StackOptions.inTests(Server.POSTGRES, Server.KAFKA).keptIn(disk.resolve("state"));
        try (var servers = LocalStack.start(options);
                var stack = new AuditStack(servers)) {
            Pipeline pipeline = stack.started(WITHIN);
            List<EventId> acknowledged = new ArrayList<>();
            AuditEvent first = event();
            AuditStack.until(
                    "the first is recorded",
                    () -> {
                        pipeline.recorder().record(first);
                        return true;
                    });
            acknowledged.add(first.id());
            stack.awaitStored(first.id());

            Path ballast = disk.resolve("ballast");
            fill(ballast);
            assertThat(refusedAfter(pipeline, acknowledged)).isTrue();
            Files.delete(ballast);
            // whatever the full disk has left of them
            servers.kafka().kill();
            servers.postgres().kill();
            servers.kafka().start();
            servers.postgres().start();

            AuditEvent last = event();
            AuditStack.until(
                    "the recorder is back",
                    () -> {
                        pipeline.recorder().record(last);
                        return true;
                    });
            acknowledged.add(last.id());
            acknowledged.forEach(stack::awaitStored);
            for (EventId id : acknowledged) {
                assertThat(stack.count("SELECT count(*) FROM audit.event WHERE id = ?", id.value()))
                        .isEqualTo(1);
            }
            pipeline.close();
            var opinion =
                    new SecondOpinion(
                            stack.database().url(),
                            servers.postgres().password(PostgresServer.AUDIT),
                            List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text())));
            assertThat(
                            opinion.check(
                                            null,
                                            new SecondOpinion.Topic(
                                                    stack.topic(), stack.kafkaSettings()))
                                    .findings())
                    .isEmpty();
        }
    }

    /** Records until the recorder says that it cannot; whether it came to that. */
    private static boolean refusedAfter(Pipeline pipeline, List<EventId> acknowledged) {
        for (int i = 0; i < MOST; i++) {
            AuditEvent event = event();
            try {
                pipeline.recorder().record(event);
                acknowledged.add(event.id());
            } catch (NotRecordedException _) {
                return true;
            }
        }
        return false;
    }
}
