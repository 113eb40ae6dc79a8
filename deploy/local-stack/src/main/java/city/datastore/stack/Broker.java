package city.datastore.stack;

import java.util.List;

/** How large a JVM Kafka's broker has. */
public enum Broker {
    /** Starts soon and leaves the memory of a small machine to others. */
    SMALL,
    /** As the scripts that come with Kafka do where nothing else is set. */
    AS_KAFKA_STARTS_IT;

    List<String> options() {
        return switch (this) {
            case SMALL ->
                    List.of(
                            "-Xms64m",
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xss512k");
            case AS_KAFKA_STARTS_IT ->
                    List.of(
                            "-Xms1g",
                            "-Xmx1g",
                            "-XX:+UseG1GC",
                            "-XX:MaxGCPauseMillis=20",
                            "-XX:InitiatingHeapOccupancyPercent=35",
                            "-XX:+ExplicitGCInvokesConcurrent");
        };
    }
}
