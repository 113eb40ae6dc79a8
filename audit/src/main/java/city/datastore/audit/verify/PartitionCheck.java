package city.datastore.audit.verify;

import city.datastore.audit.verify.Finding.Kind;
import city.datastore.audit.verify.receipt.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares one partition of the topic with the events that say they came from it. One thread. */
final class PartitionCheck {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FETCH_BYTES = 4 << 20;

    // where the fields of a stored event are
    private static final int SEQUENCE = 0;
    private static final int AT = 1;
    private static final int OFFSET = 2;
    private static final int DIGEST = 3;
    private static final int FIELDS = 4;

    /**
     * @param since after which index its events belong to the topic that there is now
     * @param taken up to which offset the tables say that it was taken
     */
    record Partition(String topicId, int number, long since, long taken) {}

    private final Stretches.Connections connections;
    private final SecondOpinion.Topic topic;
    private final Partition partition;
    private final boolean severalTopics;
    private final Findings findings;
    private final Entry entry = new Entry();
    private long messages;
    private long noLongerHeld;

    PartitionCheck(
            Stretches.Connections connections,
            SecondOpinion.Topic topic,
            Partition partition,
            boolean severalTopics,
            Findings findings) {
        this.connections = connections;
        this.topic = topic;
        this.partition = partition;
        this.severalTopics = severalTopics;
        this.findings = findings;
    }

    Report.Compared run() throws SQLException {
        try (Connection events = connections.open();
                Connection others = connections.open();
                CopiedRows stored =
                        CopiedRows.of(
                                events,
                                FIELDS,
                                "SELECT sequence, at, topic_offset, digest FROM audit.event"
                                        + " WHERE topic_partition = "
                                        + partition.number()
                                        + " AND sequence > "
                                        + partition.since()
                                        + " ORDER BY sequence");
                var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            var strays = new Strays(others, partition.topicId(), partition.taken(), findings);
            compare(consumer, new Ahead(stored), strays);
            return new Report.Compared(
                    messages, strays.notYetStored(), noLongerHeld, strays.prunedStillHeld());
        }
    }

    /** The stored event that comes next; there is none after the last. */
    private static final class Ahead {
        private final CopiedRows row;
        private boolean there;

        private Ahead(CopiedRows row) throws SQLException {
            this.row = row;
            goOn();
        }

        private void goOn() throws SQLException {
            there = row.next();
        }

        private long index() {
            return row.whole(SEQUENCE) - 1;
        }

        private long offset() {
            return row.whole(OFFSET);
        }
    }

    private void compare(KafkaConsumer<byte[], byte[]> consumer, Ahead stored, Strays strays)
            throws SQLException {
        var place = new TopicPartition(topic.name(), partition.number());
        consumer.assign(List.of(place));
        long begin = offset(consumer.beginningOffsets(List.of(place)), place);
        long end = offset(consumer.endOffsets(List.of(place)), place);
        consumer.seek(place, begin);
        long passed = begin - 1;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(place) < end) {
            List<ConsumerRecord<byte[], byte[]>> batch = consumer.poll(POLL).records(place);
            for (ConsumerRecord<byte[], byte[]> message : batch) {
                if (message.offset() < end) {
                    before(message.offset(), begin, passed, stored);
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
        before(Long.MAX_VALUE, begin, passed, stored);
    }

    /** Stored events whose offset comes before this one have no message there. */
    private void before(long offset, long begin, long passed, Ahead stored) throws SQLException {
        while (stored.there && stored.offset() < offset) {
            boolean ofEarlierTopic = severalTopics && stored.offset() >= partition.taken();
            if (stored.offset() < begin || ofEarlierTopic) {
                noLongerHeld++;
            } else if (stored.offset() > passed) {
                findings.add(
                        Kind.INSERTED,
                        stored.index(),
                        stored.row.instant(AT),
                        "the event was never in Kafka: partition %d has no message at offset %d"
                                .formatted(partition.number(), stored.offset()));
            }
            // else it is out of order, which is a finding of its own
            stored.goOn();
        }
    }

    private void compare(ConsumerRecord<byte[], byte[]> message, Ahead stored, Strays strays)
            throws SQLException {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        byte[] digest = entry.digest(value);
        if (!stored.there || stored.offset() != message.offset()) {
            strays.add(message.partition(), message.offset(), value, digest);
            return;
        }
        if (!stored.row.is(DIGEST, digest, 0, digest.length)) {
            findings.add(
                    Kind.ALTERED,
                    stored.index(),
                    stored.row.instant(AT),
                    "Kafka holds another event at offset %d of partition %d"
                            .formatted(message.offset(), message.partition()));
        }
        stored.goOn();
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new KafkaException("Kafka says nothing of " + partition);
        }
        return offset;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(topic.client());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-verify-" + partition.number());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20); // there is nothing to wait for
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }
}
