package city.datastore.access.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What operators see of the index. */
public final class IndexMetrics {
    private static final String PREFIX = "datastore.facts.";

    private IndexMetrics() {}

    /** Adds the meters of one node. */
    public static void register(MeterRegistry registry, LeasedIndex leased, FactFeed feed) {
        gauge(
                registry,
                "lease",
                "Whether decisions are made from memory",
                leased,
                index -> index.leased() ? 1 : 0);
        gauge(
                registry,
                "lag",
                "Commits that the index was behind the database",
                feed,
                FactFeed::lag);
        gauge(registry, "applied", "Last commit in the index", feed, FactFeed::applied);
        gauge(
                registry,
                "agreements",
                "Agreements in the index",
                leased,
                index -> index.size().agreements());
        gauge(registry, "grants", "Grants in the index", leased, index -> index.size().grants());
        gauge(
                registry,
                "prohibitions",
                "Prohibitions in the index",
                leased,
                index -> index.size().prohibitions());
        gauge(
                registry,
                "conditions",
                "Conditions of access in the index",
                leased,
                index -> index.size().conditions());
        gauge(
                registry,
                "role.policies",
                "Role policies in the index",
                leased,
                index -> index.size().rolePolicies());
    }

    private static <T> void gauge(
            MeterRegistry registry,
            String name,
            String description,
            T of,
            ToDoubleFunction<T> value) {
        Gauge.builder(PREFIX + name, of, value).description(description).register(registry);
    }
}
