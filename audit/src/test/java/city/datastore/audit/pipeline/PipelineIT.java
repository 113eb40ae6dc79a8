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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How decisions and changes reach the record. */
class PipelineIT extends PipelineRoom {
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
}
