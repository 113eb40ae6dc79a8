package city.datastore.benchmarks;

import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.schema.DatabaseProperties;
import city.datastore.audit.schema.DatabaseRole;
import city.datastore.audit.verify.Report;
import city.datastore.audit.verify.SecondOpinion;
import city.datastore.audit.verify.receipt.TrustedKey;
import city.datastore.stack.KafkaServer;
import city.datastore.stack.LocalStack;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries a second of a full check of the log, by the second opinion. */
final class VerifyBenchmark {
    private static final int EVENTS = 100_000;
    private static final int ROUNDS = 4;
    private static final String TOPIC = "city.audit.events";

    private final MeasuredPlatform platform;
    private final SecondOpinion opinion;
    private final SecondOpinion.Topic topic;

    VerifyBenchmark(MeasuredPlatform platform, LocalStack stack) {
        this.platform = platform;
        var database = platform.bean(DatabaseProperties.class);
        var keys = platform.bean(CheckpointSigner.class).keys();
        this.opinion =
                new SecondOpinion(
                        database.url(),
                        database.password(DatabaseRole.AUDIT),
                        keys.stream().map(key -> TrustedKey.parse(key.text())).toList());
        Map<String, Object> client =
                new HashMap<>(stack.kafka().clientProperties(KafkaServer.PLATFORM));
        client.put("bootstrap.servers", stack.kafka().bootstrapServers());
        this.topic = new SecondOpinion.Topic(TOPIC, client);
    }

    void run(Table table) throws Exception {
        var _ = new AuditBenchmark(platform).round(EVENTS);
        line(table, "full check of the log, tables", fastest(null));
        line(table, "full check of the log, tables and Kafka", fastest(topic));
    }

    private static void line(Table table, String what, Report report) {
        table.line(
                what,
                "%,d entries a second".formatted(report.entriesPerSecond()),
                "%,d entries, each event read, hashed and compared; the best of %d"
                        .formatted(report.entries(), ROUNDS));
    }

    private Report fastest(SecondOpinion.@Nullable Topic with) throws Exception {
        Report best = opinion.check(null, with);
        for (int i = 1; i < ROUNDS; i++) {
            Report next = opinion.check(null, with);
            if (!next.clean()) {
                throw new IllegalStateException(
                        "the check found " + next.findings().getFirst().line());
            }
            best = next.took().compareTo(best.took()) < 0 ? next : best;
        }
        return best;
    }
}
