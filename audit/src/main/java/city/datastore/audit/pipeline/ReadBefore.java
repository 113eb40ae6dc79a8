package city.datastore.audit.pipeline;

import city.datastore.audit.schema.OlderDatabaseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * What Kafka was told of how far the topic has been read, held against what the database knows of
 * it: a database that knows of less is one from a backup. What was stopped since is allowed in it,
 * and reading on would hide that.
 *
 * <p>A database that has never read any topic is a new one, in which nothing is allowed.
 */
final class ReadBefore {
    private final AuditTopic topic;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Progress progress;
    private final CountDownLatch looked = new CountDownLatch(1);
    private volatile @Nullable OlderDatabaseException older;

    ReadBefore(AuditTopic topic, ConsumerFactory<String, byte[]> consumers, Progress progress) {
        this.topic = topic;
        this.consumers = consumers;
        this.progress = progress;
    }

    /**
     * Waits for the first look: until then nobody knows what the database may have forgotten.
     *
     * @throws NotRecordedException if there was none within this time, or the last one found that
     *     the database is older than the record
     */
    void demand(Duration within) {
        try {
            if (!looked.await(within.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NotRecordedException(
                        "whether the database is older than the record is not known yet",
                        new TimeoutException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotRecordedException("the wait for Kafka was broken off", e);
        }
        OlderDatabaseException found = older;
        if (found != null) {
            throw new NotRecordedException("the database is older than the record", found);
        }
    }

    /**
     * Looks with a consumer of its own.
     *
     * @throws OlderDatabaseException if the database is older than the record
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    void look() throws InterruptedException {
        AuditTopic.Layout layout = topic.ready();
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            look(consumer, layout);
        }
    }

    /** The same with a consumer that is there. */
    void look(Consumer<String, byte[]> consumer, AuditTopic.Layout layout) {
        Set<TopicPartition> partitions = partitions(layout);
        // before Kafka: another sequencer that begins in a new database tells Kafka so first
        boolean isNew = progress.isNew();
        // Kafka first: another sequencer may be moving both, and tells Kafka last
        Map<TopicPartition, OffsetAndMetadata> told = consumer.committed(partitions);
        Map<Integer, Long> reached = progress.reached(layout.topicId());
        if (isNew) {
            tell(consumer, layout, reached);
        } else {
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata before = told.get(partition);
                long known = reached.getOrDefault(partition.partition(), 0L);
                // beyond its end the topic has lost something, which is not the database's fault
                if (before != null
                        && before.offset() > known
                        && before.offset() <= end.getOrDefault(partition, 0L)) {
                    throw refused(partition, before.offset(), known);
                }
            }
        }
        older = null;
        looked.countDown();
    }

    /** Has Kafka forget what the database does not know of, so that reading goes on from there. */
    void accept() throws InterruptedException {
        AuditTopic.Layout layout = topic.ready();
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            tell(consumer, layout, progress.reached(layout.topicId()));
        }
    }

    private void tell(
            Consumer<String, byte[]> consumer,
            AuditTopic.Layout layout,
            Map<Integer, Long> reached) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions(layout)) {
            long known = reached.getOrDefault(partition.partition(), 0L);
            offsets.put(partition, new OffsetAndMetadata(known));
        }
        consumer.commitSync(offsets);
    }

    private OlderDatabaseException refused(TopicPartition partition, long told, long known) {
        var refused =
                new OlderDatabaseException(
                        "partition "
                                + partition.partition()
                                + " of the topic "
                                + partition.topic()
                                + " was read to offset "
                                + told
                                + " and the database knows of "
                                + known
                                + ", so that this database is older than the record");
        older = refused;
        looked.countDown();
        return refused;
    }

    private Set<TopicPartition> partitions(AuditTopic.Layout layout) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int number = 0; number < layout.partitions(); number++) {
            partitions.add(new TopicPartition(topic.name(), number));
        }
        return partitions;
    }
}
