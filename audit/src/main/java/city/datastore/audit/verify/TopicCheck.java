package city.datastore.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the topic from its beginning to the end it has now, beside the stored events, its
 * partitions beside each other. The tables were looked at first, so nothing stored can be missing
 * from what is read after.
 */
final class TopicCheck {
    private static final int FETCH = 1024;
    private static final int MOST_AT_ONCE = 4;

    private final Connection connection;
    private final Stretches.Connections connections;
    private final SecondOpinion.Topic topic;
    private final TopicOrder order;
    private final Findings findings;

    /**
     * @param connections which see the tables as the first one does
     */
    TopicCheck(
            Connection connection,
            Stretches.Connections connections,
            SecondOpinion.Topic topic,
            TopicOrder order,
            Findings findings) {
        this.connection = connection;
        this.connections = connections;
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
        List<PartitionCheck> checks = new ArrayList<>();
        long earlier = 0;
        for (int number = 0; number < layout.partitions().size(); number++) {
            earlier += ofEarlierTopics(number);
            checks.add(
                    new PartitionCheck(
                            connections,
                            topic,
                            new PartitionCheck.Partition(
                                    topicId,
                                    number,
                                    order.since(number),
                                    progress.getOrDefault(number, 0L)),
                            order.severalTopics(),
                            findings));
        }
        var sum = new Report.Compared(0, 0, earlier, 0);
        for (Report.Compared each : all(checks)) {
            sum = sum.plus(each);
        }
        return sum;
    }

    private static List<Report.Compared> all(List<PartitionCheck> checks)
            throws SQLException, InterruptedException {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_AT_ONCE);
        List<Report.Compared> results = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Report.Compared>> running =
                    checks.stream().map(check -> workers.submit(check::run)).toList();
            for (Future<Report.Compared> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("not compared", e);
            }
        } finally {
            workers.shutdownNow();
            workers.close();
        }
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
}
