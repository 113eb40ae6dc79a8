package city.datastore.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the record ({@code datastore.audit.*}).
 *
 * @param topic Kafka topic of the record
 * @param partitions how many partitions the topic is made with, where it is missing
 * @param replication on how many brokers it is then kept; from 3 on, two have to acknowledge
 * @param recordWithin longest wait for Kafka's acknowledgement of a decision
 * @param connections database connections for reading the record; what carries it on has its own
 * @param logOrigin the log's name, which its checkpoints and keys carry; never changed once the log
 *     has an entry
 * @param logKeyFile the private keys that sign checkpoints; made when it is missing and the log is
 *     empty
 * @param witnesses the file that says which witnesses are asked to cosign, and how many an auditor
 *     should ask for (c2sp.org/tlog-policy); empty for none
 * @param bodiesKept how long the bodies of events are kept, at least six months
 * @param prunerCredentialsFile how whoever deletes old records of the topic signs in to Kafka;
 *     empty: nobody does, and they stay there
 */
@ConfigurationProperties(prefix = "datastore.audit", ignoreUnknownFields = false)
public record AuditProperties(
        @DefaultValue("city.audit.events") String topic,
        @DefaultValue("3") int partitions,
        @DefaultValue("1") int replication,
        @DefaultValue("5s") Duration recordWithin,
        @DefaultValue("6") int connections,
        @DefaultValue("city-datastore.localhost/log") String logOrigin,
        Path logKeyFile,
        @DefaultValue("") String witnesses,
        @DefaultValue("6y") Period bodiesKept,
        @DefaultValue("") String prunerCredentialsFile) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9._/:-]{1,200}");
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int SHORTEST_KEPT_MONTHS = 6;
    private static final int LONGEST_KEPT_MONTHS = 1_200;

    public AuditProperties {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException(
                    "datastore.audit.topic is \""
                            + topic
                            + "\", it may have letters, digits and . _ -, at most 200");
        }
        if (!ORIGIN.matcher(logOrigin).matches()) {
            throw new IllegalArgumentException(
                    "datastore.audit.log-origin is \""
                            + logOrigin
                            + "\", it may have letters, digits and . _ / : -, at most 200");
        }
        if (logKeyFile == null || logKeyFile.toString().isBlank()) {
            throw new IllegalArgumentException("datastore.audit.log-key-file is missing");
        }
        if (bodiesKept.isNegative()
                || bodiesKept.toTotalMonths() < SHORTEST_KEPT_MONTHS
                || bodiesKept.toTotalMonths() > LONGEST_KEPT_MONTHS) {
            throw new IllegalArgumentException(
                    "datastore.audit.bodies-kept is "
                            + bodiesKept
                            + ", it has to be from 6 months (6m) to 100 years (100y)");
        }
        within("partitions", partitions, 1, 256);
        within("replication", replication, 1, 9);
        within("connections", connections, 3, 100);
        if (recordWithin.compareTo(SHORTEST) < 0 || recordWithin.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "datastore.audit.record-within is "
                            + recordWithin
                            + ", it has to be from 200 ms to 60 s");
        }
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "datastore.audit."
                            + name
                            + " is "
                            + value
                            + ", it has to be from "
                            + min
                            + " to "
                            + max);
        }
    }
}
