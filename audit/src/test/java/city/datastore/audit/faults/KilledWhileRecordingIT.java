package city.datastore.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.verify.Report;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform is killed at random moments while it records. {@code -Dkills=100} kills it a hundred
 * times.
 */
class KilledWhileRecordingIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final int MOST_BEFORE_THE_END = 600;

    private final LocalStack servers = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private final AuditStack stack = new AuditStack(servers);
    private final LogTables tables = new LogTables(stack.audit());
    private final SigningKey key =
            SigningKey.generate("example.test/log", SignatureType.ED25519, new SecureRandom());
    private final SecondOpinion opinion =
            new SecondOpinion(
                    stack.database().url(),
                    servers.postgres().password(PostgresServer.AUDIT),
                    List.of(TrustedKey.parse(key.verifierKey().text())));

    @TempDir Path folder;

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void every_acknowledged_event_is_there_once_and_no_checkpoint_is_taken_back() throws Exception {
        Path settings = RecordingProcess.settings(folder, stack, key);
        Random random = new Random(9);
        Set<EventId> acknowledged = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(recordAndKill(settings, 1 + random.nextInt(MOST_BEFORE_THE_END)));
            String checkpoint = tables.head().checkpoint();
            if (checkpoint != null) {
                seen.add(checkpoint);
            }
        }

        try (Pipeline pipeline = RecordingProcess.pipeline(settings)) {
            pipeline.start();
            awaitStored(acknowledged);
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
        assertThat(stack.count("SELECT count(*) FROM audit.event"))
                .isEqualTo(stack.count("SELECT count(DISTINCT id) FROM audit.event"));
        assertThat(stored(acknowledged)).isEqualTo(acknowledged.size());
        assertThat(seen).isNotEmpty();
        for (String checkpoint : seen) {
            assertThat(opinion.check(checkpoint, null).findings()).isEmpty();
        }
        Report whole =
                opinion.check(null, new SecondOpinion.Topic(stack.topic(), stack.kafkaSettings()));
        assertThat(whole.findings()).isEmpty();
    }

    /**
     * Waits for as long as the log grows. A platform is killed soon after it has stored a first
     * batch and records quicker than that, so that a hundred of them leave much behind.
     */
    private void awaitStored(Set<EventId> ids) {
        while (stored(ids) < ids.size()) {
            long size = tables.head().size();
            AuditStack.until(
                    "more of what was acknowledged is stored",
                    () -> tables.head().size() > size || stored(ids) == ids.size());
        }
    }

    /**
     * How many of them there are, in one question: after a hundred kills they are tens of
     * thousands.
     */
    private long stored(Set<EventId> ids) {
        return stack.count(
                "SELECT count(*) FROM audit.event JOIN unnest(?::uuid[]) AS wanted ON wanted = id",
                (Object) ids.stream().map(EventId::value).toArray(UUID[]::new));
    }

    /**
     * Lets so many events be acknowledged and some of them be stored, then ends the process in the
     * middle of others.
     */
    private Set<EventId> recordAndKill(Path settings, int many) throws IOException {
        Set<EventId> acknowledged = new LinkedHashSet<>();
        long size = tables.head().size();
        try (RecordingProcess process = RecordingProcess.start(settings)) {
            while (acknowledged.size() < many || tables.head().size() == size) {
                acknowledged.add(process.next());
            }
            acknowledged.addAll(process.kill());
        }
        return acknowledged;
    }
}
