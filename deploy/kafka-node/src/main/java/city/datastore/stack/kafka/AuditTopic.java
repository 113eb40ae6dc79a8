package city.datastore.stack.kafka;

import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The topic that the audit trail goes through, and the only rights that the platform has in Kafka:
 * to write and read this topic and to read it as the group {@code audit-sequencer…}. It may not
 * create, alter or delete anything. Old records are deleted by a principal of its own, which may
 * neither read nor write.
 */
final class AuditTopic {
    private static final String NAME = "city.audit.events";
    private static final String GROUP = "audit-sequencer";
    private static final String PLATFORM = "User:platform";
    private static final String PRUNER = "User:pruner";
    private static final int PARTITIONS = 3;
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "retention.ms", "-1",
                    "retention.bytes", "-1",
                    "cleanup.policy", "delete",
                    "min.insync.replicas", "1",
                    "max.message.bytes", "131072");

    private AuditTopic() {}

    /** Makes topic and rights unless the marker says that exactly these were made. */
    static void ensure(Properties administrator, Path marker)
            throws IOException, InterruptedException, ExecutionException {
        List<AclBinding> rights = rights();
        String wanted =
                NAME + " " + PARTITIONS + " " + new java.util.TreeMap<>(SETTINGS) + " " + rights;
        if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
            return;
        }
        try (Admin admin = Admin.create(administrator)) {
            try {
                admin.createTopics(
                                List.of(
                                        new NewTopic(
                                                        NAME,
                                                        Optional.of(PARTITIONS),
                                                        Optional.empty())
                                                .configs(SETTINGS)))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            admin.createAcls(rights).all().get();
        }
        Files.writeString(marker, wanted);
    }

    private static List<AclBinding> rights() {
        var topic = new ResourcePattern(ResourceType.TOPIC, NAME, PatternType.LITERAL);
        var group = new ResourcePattern(ResourceType.GROUP, GROUP, PatternType.PREFIXED);
        var cluster =
                new ResourcePattern(
                        ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
        return List.of(
                allow(topic, AclOperation.WRITE),
                allow(topic, AclOperation.READ),
                allow(topic, AclOperation.DESCRIBE),
                allow(group, AclOperation.READ),
                allow(cluster, AclOperation.IDEMPOTENT_WRITE),
                allow(PRUNER, topic, AclOperation.DELETE));
    }

    private static AclBinding allow(ResourcePattern what, AclOperation operation) {
        return allow(PLATFORM, what, operation);
    }

    private static AclBinding allow(String who, ResourcePattern what, AclOperation operation) {
        return new AclBinding(what, new AccessControlEntry(who, "127.0.0.1", operation, ALLOW));
    }
}
