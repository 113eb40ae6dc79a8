package city.datastore.audit.pipeline;

import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.schema.OlderDatabaseException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The whole way of an event, put together: the recorder and the outbox to put one in, and the two
 * threads {@code audit-outbox-relay} and {@code audit-sequencer} that carry it on.
 */
public final class Pipeline implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Web servers stop before it and start after it. */
    private static final int PHASE = 0;

    private static final int BATCH = 256;
    private static final Duration BETWEEN_PRODUCERS = Duration.ofSeconds(1);
    private static final int PRODUCER_CLOSES_WITHIN_SECONDS = 2;

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final ReadBefore readBefore;
    private final Waits waits = new Waits();
    private final Duration recordWithin;
    private final Recorder recorder;
    private final Outbox outbox;
    private final NamedLoop relay;
    private final NamedLoop sequencer;
    private volatile boolean running;

    /**
     * @param app the platform's own data source, whose transactions write to the outbox
     * @param audit the data source of the role {@code datastore_audit}
     * @param signer signs a checkpoint for each batch
     * @param omissions in the same database
     */
    public Pipeline(
            KafkaConnection kafka,
            PipelineLimits limits,
            DataSource app,
            DataSource audit,
            CheckpointSigner signer,
            Omissions omissions,
            MeterRegistry registry,
            Clock clock) {
        PipelineMetrics metrics = new PipelineMetrics(registry);
        EventMessages messages = new EventMessages(limits.topic());
        AuditTopic topic =
                new AuditTopic(kafka, limits.topic(), limits.partitions(), limits.replication());
        recordWithin = limits.recordWithin();
        producers = producers(kafka, limits);
        Sending sending = new Sending(producers, BETWEEN_PRODUCERS);
        recorder = new KafkaRecorder(sending, messages, waits, limits.recordWithin(), metrics);
        OutboxRelay outboxRelay =
                new OutboxRelay(audit, sending, messages, limits.recordWithin(), metrics);
        relay = new NamedLoop("audit-outbox-relay", outboxRelay::run);
        Progress progress = new Progress(audit, omissions);
        DefaultKafkaConsumerFactory<String, byte[]> consumers = consumers(kafka);
        readBefore = new ReadBefore(topic, consumers, progress);
        LogRows log = new LogRows(audit, signer, clock);
        Sequencer reader =
                new Sequencer(
                        topic,
                        consumers,
                        progress,
                        readBefore,
                        new EventStore(audit, progress, log, omissions, clock),
                        metrics,
                        clock,
                        BATCH);
        sequencer = new NamedLoop("audit-sequencer", reader::run);
        outbox = new JdbcOutbox(app, relay::wake);
    }

    /** Records nothing before it is known that the database is not older than the record. */
    public Recorder recorder() {
        return event -> {
            readBefore.demand(recordWithin);
            recorder.record(event);
        };
    }

    public Outbox outbox() {
        return outbox;
    }

    /**
     * Goes on with a database from a backup, from where it had read the topic to. While Kafka is
     * away nothing is done, and the start after that is the one to say it to.
     */
    public void acceptOlder() {
        ifTheyAnswer(readBefore::accept);
    }

    /**
     * @throws OlderDatabaseException if the database is older than what Kafka was told of it. While
     *     Kafka is away that is found out later, before anything is recorded or stored
     */
    @Override
    public void start() {
        ifTheyAnswer(readBefore::look);
        running = true;
        sequencer.start();
        relay.start();
    }

    /**
     * Stops both threads, each within five seconds; what they had in hand is taken up again later.
     */
    @Override
    public void stop() {
        Thread other = Thread.ofVirtual().start(relay::stop);
        sequencer.stop();
        try {
            other.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void close() {
        stop();
        producers.destroy();
        waits.close();
    }

    private interface Look {
        void look() throws InterruptedException;
    }

    private static void ifTheyAnswer(Look look) {
        try {
            look.look();
        } catch (KafkaException | DataAccessException e) {
            LOG.warn("event=record_not_compared cause={}", e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static DefaultKafkaProducerFactory<String, byte[]> producers(
            KafkaConnection kafka, PipelineLimits limits) {
        int wait = Math.toIntExact(limits.recordWithin().toMillis());
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "audit-recorder");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // group commit: what comes while one request is on its way goes together in the next
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, wait);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, wait);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, wait);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        DefaultKafkaProducerFactory<String, byte[]> factory =
                new DefaultKafkaProducerFactory<>(settings);
        factory.setPhysicalCloseTimeout(PRODUCER_CLOSES_WITHIN_SECONDS);
        return factory;
    }

    private static DefaultKafkaConsumerFactory<String, byte[]> consumers(KafkaConnection kafka) {
        Map<String, Object> settings = kafka.clientSettings();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-sequencer");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, Sequencer.GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new DefaultKafkaConsumerFactory<>(settings);
    }
}
