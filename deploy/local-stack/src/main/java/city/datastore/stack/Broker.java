package city.datastore.stack;

import java.util.List;

/** How large a JVM Kafka's broker has. */
public enum Broker {
    /** Starts soon and leaves the memory of a small machine to others. */
    SMALL,
    /**
     * As {@code docs/configuration.md} says for many events: it seldom stops to collect garbage.
     */
    LARGE;

    List<String> options() {
        return switch (this) {
            case SMALL ->
                    List.of(
                            "-Xms64m",
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xss512k");
            case LARGE -> List.of("-Xms1g", "-Xmx1g", "-Xmn512m", "-XX:+UseParallelGC");
        };
    }
}
