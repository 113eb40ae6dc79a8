package city.datastore.audit.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The one topic of the record; made on first use where it is missing, and kept for ever. */
final class AuditTopic {
    /** The topic as it stands: another id means another topic under the same name. */
    record Layout(String topicId, int partitions) {}

    private static final int WAIT_MILLIS = 5_000;
    private static final int MAX_MESSAGE_BYTES = 128 * 1024;

    private final Map<String, Object> settings;
    private final String name;
    private final int partitions;
    private final short replication;

    AuditTopic(KafkaConnection kafka, String name, int partitions, int replication) {
        this.settings = kafka.clientSettings();
        this.name = name;
        this.partitions = partitions;
        this.replication = (short) replication;
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "audit-topic");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, WAIT_MILLIS);
    }

    String name() {
        return name;
    }

    /**
     * The layout of the topic, which is made first where it is missing.
     *
     * @throws KafkaException when Kafka does not answer in five seconds, or refuses
     */
    Layout ready() throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            try {
                return layout(admin);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            create(admin);
            return layout(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the topic " + name + " is not ready", e);
        }
    }

    private Layout layout(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription topic =
                admin.describeTopics(List.of(name))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next()
                        .get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        return new Layout(topic.topicId().toString(), topic.partitions().size());
    }

    private void create(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic topic =
                new NewTopic(name, partitions, replication)
                        .configs(
                                Map.of(
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        "-1",
                                        TopicConfig.RETENTION_BYTES_CONFIG,
                                        "-1",
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_DELETE,
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        Integer.toString(MAX_MESSAGE_BYTES),
                                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                                        replication > 2 ? "2" : "1"));
        try {
            admin.createTopics(List.of(topic)).all().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
