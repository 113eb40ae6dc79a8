package city.datastore.audit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.EventException;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

class PipelineIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    private final AuditStack stack = new AuditStack(SERVERS);

    @AfterEach
    void stop() {
        stack.close();
    }

    private void send(byte[]... values) {
        Map<String, Object> settings = stack.kafkaSettings();
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                var _ = producer.send(new ProducerRecord<>(stack.topic(), 0, null, value));
            }
            producer.flush();
        }
    }

    private void sequenceHasNoGaps() {
        assertThat(stack.count("SELECT count(*) - coalesce(max(sequence), 0) FROM audit.event"))
                .isZero();
        assertThat(
                        stack.count(
                                "SELECT size - (SELECT count(*) FROM audit.event)"
                                        + " FROM audit.head"))
                .isZero();
    }

    @Nested
    class A_decision {
        @Test
        void is_stored_with_its_exact_bytes_after_it_was_recorded() {
            Pipeline pipeline = stack.started();
            AuditEvent event = Events.documented();

            pipeline.recorder().record(event);

            stack.awaitStored(event.id());
            var stored = stack.trail().find(new TrailScope.Everything(), event.id()).orElseThrow();
            assertThat(stored.event()).isEqualTo(event);
            assertThat(stored.canonical()).isEqualTo(new String(EventCodec.encode(event), UTF_8));
            assertThat(stored.sequence()).isEqualTo(1);
        }

        @Test
        void travels_under_its_dataset_with_CloudEvents_headers() {
            Pipeline pipeline = stack.started();
            AuditEvent event = Events.documented();
            pipeline.recorder().record(event);

            Map<String, Object> settings = stack.kafkaSettings();
            try (var consumer =
                    new KafkaConsumer<>(
                            settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                var partitions =
                        consumer.partitionsFor(stack.topic()).stream()
                                .map(info -> new TopicPartition(info.topic(), info.partition()))
                                .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                var message = consumer.poll(Duration.ofSeconds(20)).iterator().next();

                assertThat(message.key()).isEqualTo("brent/council-spend");
                assertThat(message.value()).isEqualTo(EventCodec.encode(event));
                List<String> headers = new ArrayList<>();
                message.headers()
                        .forEach(h -> headers.add(h.key() + "=" + new String(h.value(), UTF_8)));
                assertThat(headers)
                        .containsExactly(
                                "ce_specversion=1.0",
                                "ce_id=019aa6a8-f57b-7abc-8def-0123456789ab",
                                "ce_source=urn:city-datastore:platform",
                                "ce_type=city.datastore.dataset.read",
                                "ce_time=2026-11-21T12:00:00.123Z",
                                "ce_subject=brent/council-spend",
                                "content-type=application/json; charset=utf-8");
            }
        }

        @Test
        void is_stored_once_though_it_is_sent_twice() {
            Pipeline pipeline = stack.started();
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent last = Events.read("mps.officer", "camden/hmo-licences");

            pipeline.recorder().record(event);
            pipeline.recorder().record(event);
            pipeline.recorder().record(last);

            stack.awaitStored(last.id());
            assertThat(stack.stored(event)).isEqualTo(1);
            assertThat(stack.metrics.get("datastore.audit.repeated").counter().count())
                    .isEqualTo(1);
            sequenceHasNoGaps();
        }

        @Test
        void keeps_its_place_behind_earlier_ones_about_the_same_dataset() {
            Pipeline pipeline = stack.started();
            List<AuditEvent> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
                events.add(event);
                pipeline.recorder().record(event);
            }

            stack.awaitStored(events.getLast().id());
            var page =
                    stack.trail()
                            .search(
                                    new TrailScope.Everything(),
                                    city.datastore.audit.trail.TrailQuery.ANY,
                                    new city.datastore.audit.paging.PageRequest(200, null));
            assertThat(page.items().stream().map(stored -> stored.event().id()).toList().reversed())
                    .containsExactlyElementsOf(events.stream().map(AuditEvent::id).toList());
        }

        @Test
        void over_64_KiB_is_refused_before_anything_is_sent() {
            Pipeline pipeline = stack.started();
            AuditEvent large =
                    AuditEvent.now(
                            Events.NOON,
                            Events.actor("mps.officer"),
                            Events.READ,
                            About.NOTHING.withColumns(
                                    IntStream.range(0, 3_000)
                                            .mapToObj("a rather long column name %05d"::formatted)
                                            .toList()),
                            new Outcome.Allowed(List.of()),
                            new RequestId("r-1"));
            AuditEvent after = Events.read("mps.officer", "camden/hmo-licences");

            assertThatThrownBy(() -> pipeline.recorder().record(large))
                    .isInstanceOf(EventException.TooLarge.class);
            pipeline.recorder().record(after);

            stack.awaitStored(after.id());
            assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(1);
            assertThat(stack.count("SELECT count(*) FROM audit.unreadable")).isZero();
        }

        @Test
        void may_hold_a_name_that_the_database_has_no_place_for() {
            Pipeline pipeline = stack.started();
            String endless =
                    new Random(1)
                            .ints(20_000, 'a', 'z')
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            for (String username : List.of("a\0b", endless, "\ud83d\ude00".repeat(150))) {
                AuditEvent event =
                        AuditEvent.now(
                                Events.NOON,
                                new Actor(new PersonId("p1"), username, null, new TreeSet<>()),
                                Events.READ,
                                About.NOTHING,
                                new Outcome.Done(),
                                new RequestId("r-1"));

                pipeline.recorder().record(event);

                stack.awaitStored(event.id());
                assertThat(stack.trail().find(new TrailScope.Everything(), event.id()))
                        .hasValueSatisfying(stored -> assertThat(stored.event()).isEqualTo(event));
            }
        }
    }

    @Nested
    class The_platforms_own_sign_in_to_Kafka {
        @Test
        void is_enough_for_the_whole_way() throws Exception {
            var platform =
                    new KafkaConnection(
                            SERVERS.kafka().bootstrapServers(),
                            SERVERS.kafka().credentialsFile(KafkaServer.PLATFORM));
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            try (Pipeline pipeline =
                    new Pipeline(
                            platform,
                            new PipelineLimits("city.audit.events", 3, 1, Duration.ofSeconds(20)),
                            stack.app(),
                            stack.audit(),
                            AuditStack.SIGNER,
                            stack.alarm(),
                            stack.metrics,
                            java.time.Clock.systemUTC())) {
                pipeline.start();
                pipeline.recorder().record(event);

                stack.awaitStored(event.id());
            }
        }
    }

    @Nested
    class A_change {
        private final AuditEvent event = Events.read("camden.ig", "camden/hmo-licences");

        @Test
        void is_recorded_when_its_transaction_commits() {
            Pipeline pipeline = stack.started();

            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event));

            stack.awaitStored(event.id());
            AuditStack.until(
                    "outbox is empty", () -> stack.count("SELECT count(*) FROM audit.outbox") == 0);
        }

        @Test
        void is_not_recorded_when_its_transaction_rolls_back() {
            Pipeline pipeline = stack.started();
            AuditEvent after = Events.read("camden.ig", "camden/hmo-licences");

            stack.transactions()
                    .executeWithoutResult(status -> {
                        pipeline.outbox().add(event);
                        status.setRollbackOnly();
                    });
            stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(after));

            stack.awaitStored(after.id());
            assertThat(stack.stored(event)).isZero();
        }

        @Test
        void does_not_commit_where_a_trigger_keeps_its_event_out_of_the_outbox() {
            Pipeline pipeline = stack.started();
            var owner = stack.as(PostgresServer.OWNER);
            owner.sql("CREATE TABLE audit.changed (name text)").update();
            owner.sql("GRANT INSERT ON audit.changed TO datastore_app").update();
            owner.sql(
                            "CREATE FUNCTION audit.lose() RETURNS trigger LANGUAGE plpgsql"
                                    + " AS 'BEGIN RETURN NULL; END'")
                    .update();
            owner.sql(
                            "CREATE TRIGGER lose BEFORE INSERT ON audit.outbox"
                                    + " FOR EACH ROW EXECUTE FUNCTION audit.lose()")
                    .update();

            assertThatThrownBy(() ->
                            stack.transactions()
                                    .executeWithoutResult(_ -> {
                                        JdbcClient.create(stack.app())
                                                .sql("INSERT INTO audit.changed VALUES ('grant')")
                                                .update();
                                        pipeline.outbox().add(event);
                                    }))
                    .isInstanceOf(NotRecordedException.class);

            assertThat(owner.sql("SELECT count(*) FROM audit.changed").query(Long.class).single())
                    .isZero();
        }

        @Test
        void cannot_be_added_outside_a_transaction() {
            Pipeline pipeline = stack.started();

            assertThatThrownBy(() -> pipeline.outbox().add(event))
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("dataset.read");
        }

        @Test
        void that_waits_is_counted_by_a_platform_that_may_not_relay_it() throws SQLException {
            try (Connection relaying = stack.connect(PostgresServer.AUDIT)) {
                relaying.createStatement()
                        .execute("SELECT pg_advisory_lock(" + OutboxRelay.LOCK + ")");
                Pipeline pipeline = stack.started();

                stack.transactions().executeWithoutResult(_ -> pipeline.outbox().add(event));

                AuditStack.until("the metric says so", () -> waiting() == 1);
            }
            AuditStack.until("nothing waits any more", () -> waiting() == 0);
            assertThat(stack.stored(event)).isOne();
        }

        private double waiting() {
            return stack.metrics.get("datastore.audit.outbox.depth").gauge().value();
        }

        @Test
        void is_stored_once_by_two_platforms_on_one_database() {
            Pipeline one = stack.started();
            Pipeline other = stack.started();
            List<AuditEvent> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                AuditEvent change = Events.read("camden.ig", "camden/d" + i % 7);
                events.add(change);
                Pipeline either = i % 2 == 0 ? one : other;
                stack.transactions().executeWithoutResult(_ -> either.outbox().add(change));
            }

            AuditStack.until(
                    "all are stored", () -> stack.count("SELECT count(*) FROM audit.event") == 100);
            events.forEach(change -> assertThat(stack.stored(change)).isEqualTo(1));
            sequenceHasNoGaps();
        }
    }

    @Nested
    class A_message_that_is_no_event {
        @Test
        void is_set_aside_with_its_bytes_and_stops_nothing() {
            Pipeline pipeline = stack.started();
            AuditEvent before = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent after = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(before);
            byte[] changed = EventCodec.encode(before);
            changed[changed.length - 3] ^= 1;

            send(
                    "not an event".getBytes(UTF_8),
                    new byte[0],
                    changed,
                    new byte[EventCodec.MAX_BYTES + 1]);
            pipeline.recorder().record(after);

            stack.awaitStored(after.id());
            AuditStack.until(
                    "four are set aside",
                    () -> stack.count("SELECT count(*) FROM audit.unreadable") == 4);
            assertThat(
                            stack.count(
                                    "SELECT count(*) FROM audit.unreadable WHERE bytes = ?",
                                    (Object) "not an event".getBytes(UTF_8)))
                    .isEqualTo(1);
            sequenceHasNoGaps();
        }

        @Test
        void is_what_an_event_is_whose_id_another_event_has() {
            Pipeline pipeline = stack.started();
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent impostor =
                    new AuditEvent(
                            event.id(),
                            event.at(),
                            event.actor(),
                            event.action(),
                            event.about(),
                            new Outcome.Refused(List.of()),
                            event.request());

            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
            pipeline.recorder().record(impostor);

            AuditStack.until(
                    "the impostor is set aside",
                    () -> stack.count("SELECT count(*) FROM audit.unreadable") == 1);
            assertThat(stack.trail().find(new TrailScope.Everything(), event.id()))
                    .hasValueSatisfying(stored -> assertThat(stored.event()).isEqualTo(event));
            assertThat(stack.faults())
                    .singleElement()
                    .asString()
                    .contains(event.id().toString())
                    .contains("another event has the same id");
        }

        @Test
        void raises_no_alert_but_an_event_does_that_somebody_keeps_out() {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent event = Events.read("lfb.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            send("not an event".getBytes(UTF_8));
            AuditStack.until("it is set aside", () -> aside() == 1);
            assertThat(stack.faults()).isEmpty();
            stack.as(PostgresServer.OWNER)
                    .sql(
                            "ALTER TABLE audit.event ADD CHECK (username <> 'lfb.officer')"
                                    + " NOT VALID")
                    .update();

            pipeline.recorder().record(event);

            AuditStack.until("it is set aside", () -> aside() == 2);
            assertThat(stack.faults())
                    .singleElement()
                    .asString()
                    .contains(event.id().toString())
                    .contains("the database refused it: 23514")
                    .doesNotContain("lfb.officer");
            sequenceHasNoGaps();
        }

        private long aside() {
            return stack.count("SELECT count(*) FROM audit.unreadable");
        }

        @Test
        void is_what_an_event_is_that_the_database_refuses() {
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");
            AuditEvent neighbour = Events.read("mps.officer", "camden/hmo-licences");
            String tooEarly =
                    new String(EventCodec.encode(event), UTF_8)
                            .replace(
                                    "\"time\":" + event.at().toEpochMilli(),
                                    "\"time\":-9007199254740991");
            Pipeline pipeline = stack.started();
            pipeline.recorder().record(Events.read("mps.officer", "camden/hmo-licences"));

            send(tooEarly.getBytes(UTF_8), EventCodec.encode(neighbour));

            stack.awaitStored(neighbour.id());
            assertThat(stack.stored(event)).isZero();
            assertThat(stack.count("SELECT count(*) FROM audit.unreadable")).isEqualTo(1);
            sequenceHasNoGaps();
        }
    }

    @Nested
    class A_sequencer {
        @Test
        void that_loses_its_connection_before_the_commit_stores_once_all_the_same()
                throws Exception {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");

            try (Connection holder = stack.connect(PostgresServer.AUDIT)) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT * FROM audit.head FOR UPDATE");
                pipeline.recorder().record(event);
                var killer = stack.as(PostgresServer.AUDIT);
                AuditStack.until(
                        "the sequencer waits and is cut off",
                        () ->
                                killer.sql(
                                                        """
                                                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                                                        """)
                                                .query(Long.class)
                                                .single()
                                        > 0);
                assertThat(stack.stored(event)).isZero();
                holder.rollback();
            }

            stack.awaitStored(event.id());
            assertThat(stack.stored(event)).isEqualTo(1);
            sequenceHasNoGaps();
        }

        @Test
        void says_that_it_is_behind_while_it_cannot_store() throws Exception {
            Pipeline pipeline = stack.started();
            AuditEvent first = Events.read("mps.officer", "camden/hmo-licences");
            pipeline.recorder().record(first);
            stack.awaitStored(first.id());
            AuditEvent event = Events.read("mps.officer", "camden/hmo-licences");

            try (Connection holder = stack.connect(PostgresServer.AUDIT)) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT * FROM audit.head FOR UPDATE");
                pipeline.recorder().record(event);
                AuditStack.until("it is behind by one event", () -> lag() == 1);
                holder.rollback();
            }

            stack.awaitStored(event.id());
            AuditStack.until("it is behind no more", () -> lag() == 0);
        }

        private double lag() {
            return stack.metrics.get("datastore.audit.lag").gauge().value();
        }

        private double repeated() {
            return stack.metrics.get("datastore.audit.repeated").counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        @Test
        void stores_nothing_twice_when_the_whole_topic_is_read_three_times_again() {
            Pipeline running = stack.started();
            for (int i = 0; i < 100; i++) {
                running.recorder().record(Events.read("mps.officer", "camden/d" + i));
            }
            AuditStack.until(
                    "all are stored", () -> stack.count("SELECT count(*) FROM audit.event") == 100);

            for (int i = 1; i <= 3; i++) {
                running.close();
                stack.as(PostgresServer.AUDIT)
                        .sql("UPDATE audit.progress SET next_offset = 0")
                        .update();
                running = stack.started();
                int repeated = 100 * i;
                AuditStack.until("all came again", () -> repeated() == repeated);
            }

            assertThat(stack.count("SELECT count(*) FROM audit.event")).isEqualTo(100);
            sequenceHasNoGaps();
        }

        /** How many events each transaction stored. */
        private static final String TOGETHER =
                "SELECT count(*) AS events FROM audit.event GROUP BY xmin::text";

        @Test
        void stores_at_most_256_together_under_a_burst() {
            Pipeline before = stack.started();
            AuditEvent first = happening();
            before.recorder().record(first);
            stack.awaitStored(first.id());
            before.close();
            send(
                    IntStream.range(0, 1_500)
                            .mapToObj(_ -> EventCodec.encode(happening()))
                            .toArray(byte[][]::new));

            var _ = stack.started();

            AuditStack.until("all are stored", () -> stored() == 1_501);
            assertThat(stack.count("SELECT max(events) FROM (" + TOGETHER + ")"))
                    .isBetween(200L, 256L);
        }

        private long stored() {
            return stack.count("SELECT count(*) FROM audit.event");
        }

        private AuditEvent happening() {
            return AuditEvent.now(
                    Instant.now(),
                    Events.actor("mps.officer"),
                    Events.READ,
                    About.NOTHING,
                    new Outcome.Allowed(List.of()),
                    new RequestId("r-1"));
        }

        @Test
        void stores_at_once_what_comes_alone() {
            Pipeline pipeline = stack.started();
            for (int i = 0; i < 10; i++) {
                AuditEvent event = happening();
                pipeline.recorder().record(event);
                stack.awaitStored(event.id());
            }

            assertThat(millisUntilStored(0)).isLessThan(100);
        }

        @Test
        void lets_nothing_wait_for_a_batch_that_fills_slowly() {
            Pipeline pipeline = stack.started();
            for (int i = 0; i < 500; i++) {
                pipeline.recorder().record(happening());
            }
            AuditStack.until("all are stored", () -> stored() == 500);

            assertThat(millisUntilStored(0.5)).isLessThan(150);
        }

        /** How long the events waited of which this share waited less. */
        private long millisUntilStored(double share) {
            return stack.count(
                    "SELECT (1000 * extract(epoch FROM percentile_disc(?) WITHIN GROUP"
                            + " (ORDER BY stored_at - at)))::bigint FROM audit.event",
                    share);
        }

        @Test
        void takes_many_callers_at_once() throws Exception {
            Pipeline pipeline = stack.started();
            // Kafka's client may lose its place where a topic is made under its first messages
            pipeline.recorder().record(Events.read("mps.officer", "camden/d0"));
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 1; i < 1_000; i++) {
                    String dataset = "camden/d" + i % 20;
                    callers.execute(
                            () -> pipeline.recorder().record(Events.read("mps.officer", dataset)));
                }
            }

            AuditStack.until(
                    "all are stored",
                    () -> stack.count("SELECT count(*) FROM audit.event") == 1_000);
            sequenceHasNoGaps();
        }

        @Test
        void stops_within_five_seconds() {
            Pipeline pipeline = stack.started();
            pipeline.recorder().record(Events.documented());

            long start = System.nanoTime();
            pipeline.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("audit-sequencer"))
                    .isEmpty();
        }
    }
}
