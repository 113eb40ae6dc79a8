package city.datastore.stack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerIT {
    private static final String TOPIC = "city.audit.events";

    @Nested
    class A_running_broker {
        private final KafkaServer kafka = LocalStack.shared(Server.KAFKA).kafka();

        @Test
        void has_the_audit_topic_with_three_partitions_kept_for_ever() throws Exception {
            try (Admin admin = Admin.create(settings(kafka, KafkaServer.ADMIN))) {
                assertThat(admin.listTopics().names().get()).contains(TOPIC);
                var described = admin.describeTopics(List.of(TOPIC)).allTopicNames().get();
                assertThat(requireNonNull(described.get(TOPIC)).partitions()).hasSize(3);
                var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
                var config =
                        requireNonNull(
                                admin.describeConfigs(List.of(topic)).all().get().get(topic));
                assertThat(config.get("retention.ms").value()).isEqualTo("-1");
                assertThat(config.get("max.message.bytes").value()).isEqualTo("131072");
            }
        }

        @Test
        void lets_the_platform_write_and_read_the_audit_topic() {
            write(kafka, "one");
            assertThat(readAll(kafka, "audit-sequencer-" + System.nanoTime())).contains("one");
        }

        @Test
        void refuses_the_platform_another_group() {
            assertThatThrownBy(() -> readAll(kafka, "somebody-else"))
                    .isInstanceOf(AuthorizationException.class);
        }

        @Test
        void refuses_everybody_to_delete_a_topic() throws Exception {
            for (String principal : List.of(KafkaServer.ADMIN, KafkaServer.PLATFORM)) {
                try (Admin admin = Admin.create(settings(kafka, principal))) {
                    assertThatThrownBy(() -> admin.deleteTopics(List.of(TOPIC)).all().get())
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(TopicDeletionDisabledException.class);
                }
            }
            try (Admin admin = Admin.create(settings(kafka, KafkaServer.ADMIN))) {
                assertThat(admin.listTopics().names().get()).contains(TOPIC);
            }
        }

        @Test
        void refuses_the_platform_to_create_or_alter() {
            try (Admin platform = Admin.create(settings(kafka, KafkaServer.PLATFORM))) {
                assertThatThrownBy(() ->
                                platform.createPartitions(
                                                Map.of(TOPIC, NewPartitions.increaseTo(4)))
                                        .all()
                                        .get())
                        .hasCauseInstanceOf(AuthorizationException.class);
                assertThatThrownBy(() ->
                                platform.createTopics(Set.of(new NewTopic("another", 1, (short) 1)))
                                        .all()
                                        .get())
                        .hasCauseInstanceOf(AuthorizationException.class);
            }
        }

        @Test
        void lets_the_pruner_delete_old_records_and_neither_read_nor_write() throws Exception {
            write(kafka, "old");
            var first = new TopicPartition(TOPIC, 0);
            try (Admin pruner = Admin.create(settings(kafka, KafkaServer.PRUNER));
                    Admin platform = Admin.create(settings(kafka, KafkaServer.PLATFORM));
                    var consumer =
                            new KafkaConsumer<>(
                                    settings(kafka, KafkaServer.PRUNER),
                                    new StringDeserializer(),
                                    new StringDeserializer());
                    var producer =
                            new KafkaProducer<>(
                                    settings(kafka, KafkaServer.PRUNER),
                                    new StringSerializer(),
                                    new StringSerializer())) {
                var before = Map.of(first, RecordsToDelete.beforeOffset(0));

                pruner.deleteRecords(before).all().get();
                assertThatThrownBy(() -> platform.deleteRecords(before).all().get())
                        .hasCauseInstanceOf(AuthorizationException.class);
                consumer.assign(List.of(first));
                consumer.seek(first, 0);
                assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                        .isInstanceOf(AuthorizationException.class);
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(TOPIC, "new")).get())
                        .hasCauseInstanceOf(AuthorizationException.class);
            }
        }

        @Test
        void lets_nobody_in_without_the_password() {
            var settings = settings(kafka, KafkaServer.PLATFORM);
            settings.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"platform\" password=\"guess\";");
            try (Admin stranger = Admin.create(settings)) {
                assertThatThrownBy(() -> stranger.listTopics().names().get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Nested
    class A_broker_that_goes_down {

        @Test
        void keeps_its_records_over_an_orderly_stop_and_over_a_kill(@TempDir Path folder) {
            try (LocalStack stack =
                    LocalStack.start(StackOptions.inTests(Server.KAFKA).keptIn(folder))) {
                write(stack.kafka(), "before");
                stack.kafka().stop();
                stack.kafka().start();
                write(stack.kafka(), "between");
                stack.kafka().kill();
                assertThat(stack.kafka().isRunning()).isFalse();
                stack.kafka().start();
                write(stack.kafka(), "after");
                assertThat(readAll(stack.kafka(), "audit-sequencer"))
                        .contains("before", "between", "after");
            }
        }
    }

    private static Map<String, Object> settings(KafkaServer kafka, String principal) {
        var settings = new HashMap<String, Object>(kafka.clientProperties(principal));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    private static void write(KafkaServer kafka, String word) {
        var settings = settings(kafka, KafkaServer.PLATFORM);
        settings.put("acks", "all");
        settings.put("linger.ms", 0);
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, word)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> readAll(KafkaServer kafka, String group) {
        var settings = settings(kafka, KafkaServer.PLATFORM);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        var words = new java.util.ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < deadline) {
                var records = consumer.poll(Duration.ofMillis(300));
                records.forEach(found -> words.add(found.value()));
                if (records.isEmpty() && !words.isEmpty()) {
                    return words;
                }
            }
        }
        return words;
    }
}
