package city.datastore.audit.verify;

import city.datastore.audit.verify.Finding.Kind;
import city.datastore.audit.verify.receipt.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic from its beginning to the end it has now, beside the stored events, partition by
 * partition. The tables are read first, so nothing stored can be missing from what is read after.
 */
final class TopicCheck {
    private static final int FETCH = 1024;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where an event says that it came from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Stored(
            long index, @Nullable Instant at, long offset, byte @Nullable [] digest) {}

    /** What a partition holds: from where on, and how far the tables say that it was taken. */
    private record Span(int partition, long begin, long taken) {}

    private final Connection connection;
    private final SecondOpinion.Topic topic;
    private final TopicOrder order;
    private final Findings findings;
    private final Entry entry = new Entry();
    private long messages;
    private long notYetStored;
    private long noLongerHeld;
    private long prunedStillHeld;

    TopicCheck(
            Connection connection, SecondOpinion.Topic topic, TopicOrder order, Findings findings) {
        this.connection = connection;
        this.topic = topic;
        this.order = order;
        this.findings = findings;
    }

    /**
     * Compares everything.
     *
     * @throws KafkaException when Kafka cannot be read
     */
    Report.Compared run() throws SQLException, InterruptedException {
        TopicDescription layout = layout();
        String topicId = layout.topicId().toString();
        Map<Integer, Long> progress = progress(topicId);
        for (int number = 0; number < layout.partitions().size(); number++) {
            noLongerHeld += ofEarlierTopics(number);
        }
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            for (int number = 0; number < layout.partitions().size(); number++) {
                long taken = progress.getOrDefault(number, 0L);
                var strays = new Strays(connection, topicId, taken, findings);
                partition(consumer, new TopicPartition(topic.name(), number), taken, strays);
                notYetStored += strays.notYetStored();
                prunedStillHeld += strays.prunedStillHeld();
            }
        }
        return new Report.Compared(messages, notYetStored, noLongerHeld, prunedStillHeld);
    }

    private void partition(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long taken,
            Strays strays)
            throws SQLException {
        consumer.assign(List.of(partition));
        long begin = offset(consumer.beginningOffsets(List.of(partition)), partition);
        long end = offset(consumer.endOffsets(List.of(partition)), partition);
        consumer.seek(partition, begin);
        Span span = new Span(partition.partition(), begin, taken);
        try (Rows<Stored> stored = stored(partition.partition())) {
            long passed = begin - 1;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                List<ConsumerRecord<byte[], byte[]>> batch = consumer.poll(POLL).records(partition);
                for (ConsumerRecord<byte[], byte[]> message : batch) {
                    if (message.offset() < end) {
                        before(message.offset(), passed, stored, span);
                        compare(message, stored, strays);
                        passed = message.offset();
                        messages++;
                    }
                }
                strays.settle();
                if (!batch.isEmpty()) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new KafkaException("Kafka gave nothing more for " + PATIENCE);
                }
            }
            before(Long.MAX_VALUE, passed, stored, span);
        }
    }

    /** Stored events whose offset comes before this one have no message there. */
    private void before(long offset, long passed, Rows<Stored> stored, Span span)
            throws SQLException {
        for (Stored row = stored.peek();
                row != null && row.offset() < offset;
                row = stored.peek()) {
            var _ = stored.take();
            boolean ofEarlierTopic = order.severalTopics() && row.offset() >= span.taken();
            if (row.offset() < span.begin() || ofEarlierTopic) {
                noLongerHeld++;
            } else if (row.offset() > passed) {
                findings.add(
                        Kind.INSERTED,
                        row.index(),
                        row.at(),
                        "the event was never in Kafka: partition %d has no message at offset %d"
                                .formatted(span.partition(), row.offset()));
            }
            // else it is out of order, which is a finding of its own
        }
    }

    private void compare(ConsumerRecord<byte[], byte[]> message, Rows<Stored> stored, Strays strays)
            throws SQLException {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        byte[] digest = entry.digest(value);
        Stored row = stored.peek();
        if (row == null || row.offset() != message.offset()) {
            strays.add(message.partition(), message.offset(), value, digest);
            return;
        }
        var _ = stored.take();
        if (!Arrays.equals(digest, row.digest())) {
            findings.add(
                    Kind.ALTERED,
                    row.index(),
                    row.at(),
                    "Kafka holds another event at offset %d of partition %d"
                            .formatted(message.offset(), message.partition()));
        }
    }

    private Rows<Stored> stored(int partition) throws SQLException {
        return new Rows<>(
                connection,
                FETCH,
                row ->
                        new Stored(
                                row.getLong(1) - 1,
                                LeafRow.instant(row, 2),
                                row.getLong(3),
                                row.getBytes(4)),
                "SELECT sequence, at, topic_offset, digest FROM audit.event"
                        + " WHERE topic_partition = ? AND sequence > ? ORDER BY sequence",
                partition,
                order.since(partition));
    }

    private long ofEarlierTopics(int partition) throws SQLException {
        long since = order.since(partition);
        if (since == 0) {
            return 0;
        }
        try (var count =
                new Rows<>(
                        connection,
                        1,
                        row -> row.getLong(1),
                        "SELECT count(*) FROM audit.event WHERE topic_partition = ?"
                                + " AND sequence <= ?",
                        partition,
                        since)) {
            Long earlier = count.peek();
            return earlier == null ? 0 : earlier;
        }
    }

    private Map<Integer, Long> progress(String topicId) throws SQLException {
        Map<Integer, Long> progress = new HashMap<>();
        try (var rows =
                new Rows<>(
                        connection,
                        FETCH,
                        row -> Map.entry(row.getInt(1), row.getLong(2)),
                        "SELECT topic_partition, next_offset FROM audit.progress"
                                + " WHERE topic_id = ?",
                        topicId)) {
            for (var row = rows.take(); row != null; row = rows.take()) {
                progress.put(row.getKey(), row.getValue());
            }
        }
        return progress;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new KafkaException("Kafka says nothing of " + partition);
        }
        return offset;
    }

    private TopicDescription layout() throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(topic.client());
        settings.put("client.id", "audit-verify-topic");
        settings.put("default.api.timeout.ms", 10_000);
        settings.put("request.timeout.ms", 5_000);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
        } catch (ExecutionException e) {
            throw new KafkaException("the topic " + topic.name() + " cannot be read", e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(topic.client());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-verify");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20); // there is nothing to wait for
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }
}
