package city.datastore.audit.verify;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A log that went the whole way through Kafka and the pipeline, with nothing running any more, and
 * with the hands of somebody who owns the database: they change it, and it is put back.
 */
final class RecordedLog implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("event", "leaf", "tile", "head", "progress", "unreadable", "cosigned");

    final AuditStack stack;
    private final LocalStack servers;

    RecordedLog(LocalStack servers, int events) throws Exception {
        this.servers = servers;
        this.stack = new AuditStack(servers);
        try (Pipeline pipeline = stack.started();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                AuditEvent event = Events.read("mps.officer", "camden/d" + i % 7);
                calls.add(() -> {
                    pipeline.recorder().record(event);
                    return true;
                });
            }
            for (var call : callers.invokeAll(calls)) {
                var _ = call.get();
            }
            AuditStack.until(
                    "all are stored", () -> stack.count("SELECT size FROM audit.head") == events);
        }
        unlock();
    }

    private void unlock() {
        owner("ALTER TABLE audit.event DROP CONSTRAINT event_digest_is_of_its_bytes");
        for (String table :
                stack.as(PostgresServer.OWNER)
                        .sql(
                                "SELECT relname FROM pg_class WHERE relnamespace ="
                                        + " 'audit'::regnamespace AND relkind IN ('r', 'p')")
                        .query((row, _) -> row.getString(1))
                        .list()) {
            if (!table.startsWith("flyway")) {
                owner("ALTER TABLE audit." + table + " DISABLE TRIGGER USER");
            }
        }
        owner("CREATE SCHEMA kept");
        for (String table : TABLES) {
            owner("CREATE TABLE kept." + table + " AS SELECT * FROM audit." + table);
        }
    }

    /** Does what only the owner of the database can do. */
    void owner(String sql, Object... values) {
        stack.as(PostgresServer.OWNER).sql(sql).params(values).update();
    }

    void restore() {
        for (String table : TABLES) {
            owner("TRUNCATE audit." + table);
            owner("INSERT INTO audit." + table + " SELECT * FROM kept." + table);
        }
    }

    static List<TrustedKey> keys() {
        return List.of(TrustedKey.parse(AuditStack.SIGNER.keys().getFirst().text()));
    }

    /** Looks at one tile at a time, so that few events make many stretches. */
    SecondOpinion opinion() {
        return opinion(1);
    }

    SecondOpinion opinion(int tiles) {
        return new SecondOpinion(
                stack.database().url(),
                servers.postgres().password(PostgresServer.AUDIT),
                keys(),
                Clock.systemUTC(),
                tiles);
    }

    SecondOpinion.Topic topic() {
        return new SecondOpinion.Topic(stack.topic(), stack.kafkaSettings());
    }

    /** What is found in the tables alone. */
    List<Finding> findings() throws Exception {
        return opinion().check(null, null).findings();
    }

    List<Finding> findings(@Nullable String earlier) throws Exception {
        return opinion().check(earlier, null).findings();
    }

    /** Puts bytes into a partition of the topic, past the pipeline. */
    long send(int partition, byte[] value) throws Exception {
        Map<String, Object> settings = new HashMap<>(stack.kafkaSettings());
        settings.put("acks", "all");
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(stack.topic(), partition, null, value))
                    .get()
                    .offset();
        }
    }

    /**
     * The checkpoint with lines after its first as it is served: an ML-DSA-44 signature of the log,
     * and one of a witness.
     */
    String served() {
        var note = SignedNote.parse(checkpoint());
        var more =
                Stream.of(
                        key("example.test/log", SignatureType.ML_DSA_44_COSIGNATURE),
                        key("witness.test/one", SignatureType.ED25519_COSIGNATURE));
        return note.with(more.map(key -> key.sign(note.text(), Instant.now())).toList()).format();
    }

    private static SigningKey key(String name, SignatureType type) {
        return SigningKey.generate(name, type, new SecureRandom());
    }

    String checkpoint() {
        return stack.as(PostgresServer.OWNER)
                .sql("SELECT checkpoint FROM audit.head")
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        stack.close();
    }
}
