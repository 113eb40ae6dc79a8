package city.datastore.audit.pipeline;

import city.datastore.audit.schema.OlderDatabaseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads the topic and gives each event its place in the record.
 *
 * <p>It reads all partitions by itself, from the positions that the database holds; Kafka's own
 * group offsets are written for Kafka's tools and for {@link ReadBefore}. Whatever goes wrong, it
 * drops what it has in hand and begins anew from those positions. A second sequencer does no harm:
 * the database lets only one of them move a position, and the other one stands by for a moment.
 */
final class Sequencer {
    static final String GROUP = "audit-sequencer";

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Within this time Kafka answers where it has something. */
    private static final Duration ANSWER = Duration.ofMillis(2);

    private static final Duration BETWEEN_REPORTS_TO_KAFKA = Duration.ofSeconds(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
    private static final Duration STANDBY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(60);

    private final AuditTopic topic;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Progress progress;
    private final ReadBefore readBefore;
    private final EventStore store;
    private final PipelineMetrics metrics;
    private final Clock clock;
    private final int batch;
    private final GroupPace pace;
    private long toldAt = System.nanoTime();
    private long askedAt = System.nanoTime();
    private Map<Integer, Long> told = Map.of();

    /**
     * @param batch most events that are stored together
     */
    Sequencer(
            AuditTopic topic,
            ConsumerFactory<String, byte[]> consumers,
            Progress progress,
            ReadBefore readBefore,
            EventStore store,
            PipelineMetrics metrics,
            Clock clock,
            int batch) {
        this.topic = topic;
        this.consumers = consumers;
        this.progress = progress;
        this.readBefore = readBefore;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
        this.batch = batch;
        this.pace = new GroupPace(batch, System::nanoTime);
    }

    void run(NamedLoop loop) throws InterruptedException {
        AuditTopic.Layout layout = topic.ready();
        try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
            readBefore.look(consumer, layout);
            Map<Integer, Long> positions =
                    progress.positions(layout.topicId(), layout.partitions());
            begin(consumer, layout, positions);
            long nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            while (loop.running()) {
                take(consumer, layout, positions);
                loop.progressed();
                if (System.nanoTime() > nextLook) {
                    if (!layout.equals(topic.ready())) {
                        return;
                    }
                    nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
                    told = Map.of(); // Kafka forgets what it was told long ago
                }
            }
        } catch (OlderDatabaseException e) {
            LOG.error("event=database_is_older because=\"{}\"", e.getMessage());
            throw e;
        } catch (Progress.LostRaceException _) {
            LOG.info("event=another_sequencer_is_at_work");
            loop.rest(STANDBY);
        }
    }

    private void begin(
            Consumer<String, byte[]> consumer,
            AuditTopic.Layout layout,
            Map<Integer, Long> positions) {
        List<TopicPartition> partitions = new ArrayList<>();
        positions.keySet().forEach(number -> partitions.add(partition(number)));
        consumer.assign(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            long wanted = positions.getOrDefault(number, 0L);
            long earliest = first.getOrDefault(partition, 0L);
            if (wanted < earliest || wanted > end.getOrDefault(partition, wanted)) {
                boolean lost = progress.skip(layout.topicId(), number, wanted, earliest);
                tellSkipped(lost, number, wanted, earliest, end.get(partition));
                positions.put(number, earliest);
                wanted = earliest;
            }
            consumer.seek(partition, wanted);
        }
        LOG.info("event=sequencer_reads partitions={}", partitions.size());
    }

    /** A topic that is read again, and whose oldest records were deleted meanwhile, has no gap. */
    private static void tellSkipped(
            boolean lost, int partition, long wanted, long earliest, @Nullable Long end) {
        if (lost) {
            LOG.error(
                    "event=topic_does_not_hold_position partition={} wanted={} earliest={} end={}",
                    partition,
                    wanted,
                    earliest,
                    end);
        } else {
            LOG.warn("event=topic_begins_later partition={} earliest={}", partition, earliest);
        }
    }

    private void take(
            Consumer<String, byte[]> consumer,
            AuditTopic.Layout layout,
            Map<Integer, Long> positions)
            throws InterruptedException {
        List<Arrival> arrivals = gather(consumer);
        if (!arrivals.isEmpty()) {
            // what is in hand is behind too, however long the database takes
            long behind = arrivals.size() + lag(consumer, positions.keySet());
            metrics.lag(behind);
            pace.begins(behind);
        }
        for (int first = 0; first < arrivals.size(); first += batch) {
            int next = Math.min(first + batch, arrivals.size());
            store(layout, positions, arrivals.subList(first, next));
        }
        if (System.nanoTime() - toldAt > BETWEEN_REPORTS_TO_KAFKA.toNanos()
                && !told.equals(positions)) {
            toldAt = System.nanoTime();
            tellKafka(consumer, Map.copyOf(positions));
        }
        if (System.nanoTime() - askedAt > BETWEEN_QUESTIONS.toNanos()) {
            askedAt = System.nanoTime();
            // an older database is found even while nothing comes that it would have to store
            progress.demandReached(layout.topicId(), positions);
        }
        metrics.lag(lag(consumer, positions.keySet()));
    }

    private void store(
            AuditTopic.Layout layout, Map<Integer, Long> positions, List<Arrival> group) {
        Map<Integer, Long> from = new HashMap<>();
        group.forEach(arrival ->
                from.put(arrival.partition(), positions.getOrDefault(arrival.partition(), 0L)));
        var stretch = new EventStore.Stretch(layout.topicId(), from, group);
        EventStore.Stored stored = store.store(stretch);
        positions.putAll(stretch.until());
        report(stretch, stored);
    }

    /** Group commit: what has come meanwhile is stored together. */
    private List<Arrival> gather(Consumer<String, byte[]> consumer) throws InterruptedException {
        Thread.sleep(pace.left());
        long asked = System.nanoTime();
        List<Arrival> arrivals = arrivals(consumer.poll(POLL));
        boolean alone = System.nanoTime() - asked > ANSWER.toNanos();
        if (!alone && !arrivals.isEmpty() && arrivals.size() < batch) {
            // that answer was on its way, and holds what came first; the next one holds the rest
            arrivals.addAll(arrivals(consumer.poll(ANSWER)));
        }
        return arrivals;
    }

    private static List<Arrival> arrivals(ConsumerRecords<String, byte[]> messages) {
        List<Arrival> arrivals = new ArrayList<>(messages.count());
        messages.forEach(message -> arrivals.add(Arrival.of(message)));
        return arrivals;
    }

    private void report(EventStore.Stretch stretch, EventStore.Stored stored) {
        metrics.stored(stored);
        for (Arrival arrival : stretch.arrivals()) {
            if (arrival instanceof Arrival.Legible legible) {
                metrics.untilStored(Duration.between(legible.event().at(), clock.instant()));
            }
        }
    }

    /** What Kafka did not take is told again when it is time for the next report. */
    private void tellKafka(Consumer<String, byte[]> consumer, Map<Integer, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach(
                (number, offset) -> offsets.put(partition(number), new OffsetAndMetadata(offset)));
        consumer.commitAsync(
                offsets,
                (_, failure) -> {
                    if (failure == null) {
                        told = positions;
                    } else {
                        LOG.debug("event=group_offset_not_told", failure);
                    }
                });
    }

    private long lag(Consumer<String, byte[]> consumer, Collection<Integer> partitions) {
        long lag = 0;
        for (int number : partitions) {
            OptionalLong behind = consumer.currentLag(partition(number));
            lag += behind.orElse(0);
        }
        return lag;
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic.name(), number);
    }
}
