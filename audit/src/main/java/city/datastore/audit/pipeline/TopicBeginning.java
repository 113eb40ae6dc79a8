package city.datastore.audit.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves the beginning of the topic forward, which deletes the records before it. Signs in as a
 * principal of its own, who may do that to this topic and nothing else: the platform's usual one
 * may delete nothing.
 */
public final class TopicBeginning {
    private static final int WAIT_MILLIS = 15_000;

    private final Map<String, Object> settings;
    private final String topic;

    /**
     * @param pruner where Kafka is, and the credentials of who may delete records
     */
    public TopicBeginning(KafkaConnection pruner, String topic) {
        this.settings = pruner.clientSettings();
        this.topic = topic;
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "audit-pruner");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
    }

    /** The id of the topic that there is now. */
    public String topicId() throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            return description(admin).topicId().toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the topic " + topic + " cannot be described", e);
        }
    }

    /**
     * Deletes the records before these offsets, by partition; nothing where the partition begins
     * there already, or later. Kafka frees the room when a whole segment lies before the beginning.
     *
     * @return where each of these partitions begins afterwards
     * @throws KafkaException when Kafka does not answer, or refuses
     */
    public Map<Integer, Long> deleteBefore(Map<Integer, Long> offsets) throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
            Map<Integer, Long> begins = begins(admin, offsets.keySet().stream().sorted().toList());
            offsets.forEach((partition, offset) -> {
                if (begins.getOrDefault(partition, 0L) < offset) {
                    before.put(
                            new TopicPartition(topic, partition),
                            RecordsToDelete.beforeOffset(offset));
                }
            });
            if (!before.isEmpty()) {
                admin.deleteRecords(before).all().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                before.forEach(
                        (partition, to) -> begins.put(partition.partition(), to.beforeOffset()));
            }
            return begins;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("records of the topic " + topic + " cannot be deleted", e);
        }
    }

    private Map<Integer, Long> begins(Admin admin, List<Integer> partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(
                each -> asked.put(new TopicPartition(topic, each), OffsetSpec.earliest()));
        Map<Integer, Long> begins = new HashMap<>();
        var answers = admin.listOffsets(asked);
        for (TopicPartition partition : new ArrayList<>(asked.keySet())) {
            begins.put(
                    partition.partition(),
                    answers.partitionResult(partition)
                            .get(WAIT_MILLIS, TimeUnit.MILLISECONDS)
                            .offset());
        }
        return begins;
    }

    private TopicDescription description(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
