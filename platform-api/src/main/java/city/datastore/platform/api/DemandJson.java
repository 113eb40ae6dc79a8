package city.datastore.platform.api;

import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.NetworkBlock;
import city.datastore.access.policy.Networks;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a condition of access asks for.
 *
 * @param kind {@code hours}, {@code second-factor}, {@code networks}, or {@code unreadable} where
 *     what is kept cannot be understood, so that nobody reads
 * @param words in plain English, to follow "can be read"
 * @param windows null for any other kind than hours
 * @param zone null for any other kind than networks
 * @param networks null for any other kind than networks
 */
record DemandJson(
        String kind,
        String words,
        @Nullable List<WindowJson> windows,
        @Nullable String zone,
        @Nullable List<String> networks) {

    /** A span of the day, by the clock on the wall in London. */
    record WindowJson(List<String> days, String from, String until) {}

    static DemandJson of(Demand demand) {
        return switch (demand) {
            case Hours hours ->
                    new DemandJson(
                            Demand.Kind.HOURS.code(),
                            hours.words(),
                            hours.windows().stream().map(DemandJson::window).toList(),
                            null,
                            null);
            case Demand.SecondFactor code ->
                    new DemandJson(
                            Demand.Kind.SECOND_FACTOR.code(), code.words(), null, null, null);
            case Networks(var zone, var blocks) ->
                    new DemandJson(
                            Demand.Kind.NETWORKS.code(),
                            demand.words(),
                            null,
                            zone,
                            blocks.stream().map(NetworkBlock::text).toList());
            case Demand.Unreadable broken ->
                    new DemandJson("unreadable", broken.words(), null, null, null);
        };
    }

    private static WindowJson window(Hours.Window window) {
        return new WindowJson(
                EnumSet.copyOf(window.days()).stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .toList(),
                time(window.from()),
                time(window.until()));
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
