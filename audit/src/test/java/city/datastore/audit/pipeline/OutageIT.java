package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import city.datastore.stack.StackOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {
    private static final Duration WITHIN = Duration.ofSeconds(2);

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack servers;

    @BeforeAll
    void startServers() {
        servers = LocalStack.start(StackOptions.inTests(Server.POSTGRES, Server.KAFKA));
    }

    @AfterAll
    void stopServers() {
        servers.close();
    }

    private static AuditEvent event() {
        return Events.read("mps.officer", "camden/hmo-licences");
    }

    private static void recordAtLast(Pipeline pipeline, AuditEvent event) {
        AuditStack.until(
                "the recorder is back",
                () -> {
                    pipeline.recorder().record(event);
                    return true;
                });
    }

    /** What the independent check finds in the whole log. */
    private List<Finding> findings(AuditStack stack) throws Exception {
        return new SecondOpinion(
                        stack.database().url(),
                        servers.postgres().password(PostgresServer.AUDIT),
                        List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text())))
                .check(null, new SecondOpinion.Topic(stack.topic(), stack.kafkaSettings()))
                .findings();
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_METHOD)
    class While_Kafka_is_down {
        private final AuditStack stack = new AuditStack(servers);
        private final Pipeline pipeline = stack.started(WITHIN);

        @AfterEach
        void stop() {
            servers.kafka().start();
            stack.close();
        }

        @Test
        void a_decision_is_not_recorded_and_the_caller_knows_in_time() {
            recordAtLast(pipeline, event());
            servers.kafka().stop();

            long start = System.nanoTime();
            assertThatThrownBy(() -> pipeline.recorder().record(event()))
                    .isInstanceOf(NotRecordedException.class)
                    .hasMessageContaining("not on the record");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(WITHIN.plusSeconds(1));
        }

        @Test
        void nobody_needs_to_restart_anything_once_it_is_back() {
            recordAtLast(pipeline, event());
            servers.kafka().stop();
            assertThatThrownBy(() -> pipeline.recorder().record(event()))
                    .isInstanceOf(NotRecordedException.class);
            servers.kafka().start();
            AuditEvent event = event();

            recordAtLast(pipeline, event);

            stack.awaitStored(event.id());
        }

        @Test
        void its_tools_are_told_the_place_once_it_is_back() {
            // of two within a second, the place of the second is told when the second is over
            recordAtLast(pipeline, event());
            AuditEvent last = event();
            pipeline.recorder().record(last);
            stack.awaitStored(last.id());
            servers.kafka().kill();
            Duration untilTold = Duration.ofSeconds(3);
            Awaitility.await().pollDelay(untilTold).until(() -> true);

            servers.kafka().start();

            AuditStack.until("Kafka knows the place", () -> told().equals(places()));
        }

        private Map<Integer, Long> places() {
            Map<Integer, Long> places = new HashMap<>();
            stack.as(PostgresServer.AUDIT)
                    .sql("SELECT topic_partition, next_offset FROM audit.progress")
                    .query(row -> {
                        places.put(row.getInt(1), row.getLong(2));
                    });
            return places;
        }

        private Map<Integer, Long> told() throws Exception {
            Map<Integer, Long> told = new HashMap<>();
            try (var admin = Admin.create(stack.kafkaSettings())) {
                admin.listConsumerGroupOffsets(Sequencer.GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> {
                            if (partition.topic().equals(stack.topic())) {
                                told.put(partition.partition(), offset.offset());
                            }
                        });
            }
            return told;
        }

        @Test
        void a_change_waits_in_the_outbox() throws Exception {
            recordAtLast(pipeline, event());
            servers.kafka().kill();
            AuditEvent event = event();
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event));
            assertThat(stack.count("SELECT count(*) FROM audit.outbox")).isEqualTo(1);
            AuditStack.until("the metric says so", () -> waiting() == 1);

            servers.kafka().start();

            stack.awaitStored(event.id());
            assertThat(stack.stored(event)).isEqualTo(1);
            AuditStack.until("nothing waits any more", () -> waiting() == 0);
            assertThat(findings(stack)).isEmpty();
        }

        private double waiting() {
            return stack.metrics.get("datastore.audit.outbox.depth").gauge().value();
        }

        @Test
        void the_pipeline_stops_within_five_seconds() {
            recordAtLast(pipeline, event());
            servers.kafka().stop();
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event()));

            long start = System.nanoTime();
            pipeline.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_METHOD)
    class While_PostgreSQL_is_down {
        private final AuditStack stack = new AuditStack(servers);
        private final Pipeline pipeline = stack.started(Duration.ofSeconds(20));

        @AfterEach
        void stop() {
            servers.postgres().start();
            stack.close();
        }

        @Test
        void decisions_are_recorded_and_are_stored_once_it_is_back() throws Exception {
            AuditEvent before = event();
            recordAtLast(pipeline, before);
            stack.awaitStored(before.id());
            servers.postgres().kill();
            AuditEvent during = event();
            pipeline.recorder().record(during);

            servers.postgres().start();

            stack.awaitStored(during.id());
            AuditEvent after = event();
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(after));
            stack.awaitStored(after.id());
            assertThat(stack.stored(before) + stack.stored(during) + stack.stored(after))
                    .isEqualTo(3);
            assertThat(findings(stack)).isEmpty();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_METHOD)
    class When_both_are_killed {
        private final AuditStack stack = new AuditStack(servers);
        private final Pipeline pipeline = stack.started(WITHIN);

        @AfterEach
        void stop() {
            servers.postgres().start();
            servers.kafka().start();
            stack.close();
        }

        @Test
        void what_was_acknowledged_is_stored_once_when_both_are_back() throws Exception {
            List<AuditEvent> acknowledged = new ArrayList<>();
            recordAtLast(pipeline, event());
            for (int i = 0; i < 200; i++) {
                AuditEvent event = event();
                pipeline.recorder().record(event);
                acknowledged.add(event);
            }

            servers.postgres().kill();
            servers.kafka().kill();
            assertThatThrownBy(() -> pipeline.recorder().record(event()))
                    .isInstanceOf(NotRecordedException.class);
            servers.kafka().start();
            servers.postgres().start();

            AuditEvent after = event();
            recordAtLast(pipeline, after);
            acknowledged.add(after);
            acknowledged.forEach(event -> stack.awaitStored(event.id()));
            acknowledged.forEach(event -> assertThat(stack.stored(event)).isEqualTo(1));
            assertThat(findings(stack)).isEmpty();
        }
    }
}
