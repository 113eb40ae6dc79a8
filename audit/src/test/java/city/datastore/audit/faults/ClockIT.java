package city.datastore.audit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.pipeline.PipelineLimits;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The platform's clock jumps, forwards and back, by moments and by years. */
class ClockIT {
    private final LocalStack servers = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private final AuditStack stack = new AuditStack(servers);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final SigningKey key =
            SigningKey.generate("example.test/log", SignatureType.ED25519, new SecureRandom());
    private final Pipeline pipeline =
            new Pipeline(
                    stack.kafka(),
                    new PipelineLimits(stack.topic(), 3, 1, Duration.ofSeconds(20)),
                    stack.app(),
                    stack.audit(),
                    new CheckpointSigner("example.test/log", List.of(key)),
                    stack.alarm(),
                    new SimpleMeterRegistry(),
                    new Jumping());

    /** Says whatever the test last set it to. */
    private final class Jumping extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    @AfterEach
    void stop() {
        pipeline.close();
        stack.close();
    }

    private AuditEvent record() {
        AuditEvent event =
                AuditEvent.now(
                        now.get(),
                        Events.actor("mps.officer"),
                        Events.READ,
                        About.dataset(DatasetId.parse("camden/hmo-licences")),
                        new Outcome.Allowed(List.of()),
                        new RequestId("r-1"));
        pipeline.recorder().record(event);
        stack.awaitStored(event.id());
        return event;
    }

    @Test
    void the_record_keeps_the_order_in_which_things_came_and_the_log_stays_whole()
            throws Exception {
        pipeline.start();
        var tables = new LogTables(stack.audit());
        Instant start = now.get();
        List<AuditEvent> recorded = new ArrayList<>();
        recorded.add(record());
        String before = tables.head().checkpoint();
        for (Duration jump :
                List.of(
                        Duration.ofMillis(-1),
                        Duration.ofHours(-30),
                        Duration.ofDays(45),
                        Duration.ofDays(-3_650),
                        Duration.ofDays(36_500),
                        Duration.ZERO)) {
            now.set(start.plus(jump));
            recorded.add(record());
        }

        assertThat(
                        stack.as(PostgresServer.AUDIT)
                                .sql("SELECT id FROM audit.event ORDER BY sequence")
                                .query(UUID.class)
                                .list())
                .containsExactlyElementsOf(
                        recorded.stream().map(event -> event.id().value()).toList());
        assertThat(
                        stack.as(PostgresServer.AUDIT)
                                .sql("SELECT at FROM audit.event ORDER BY sequence")
                                .query((row, _) ->
                                        row.getObject("at", OffsetDateTime.class).toInstant())
                                .list())
                .containsExactlyElementsOf(recorded.stream().map(AuditEvent::at).toList());
        var opinion =
                new SecondOpinion(
                        stack.database().url(),
                        servers.postgres().password(PostgresServer.AUDIT),
                        List.of(TrustedKey.parse(key.verifierKey().text())));
        assertThat(
                        opinion.check(
                                        before,
                                        new SecondOpinion.Topic(
                                                stack.topic(), stack.kafkaSettings()))
                                .findings())
                .isEmpty();
    }
}
