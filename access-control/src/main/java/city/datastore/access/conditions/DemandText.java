package city.datastore.access.conditions;

import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Hours;
import city.datastore.access.policy.NetworkBlock;
import city.datastore.access.policy.Networks;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How demands are kept in columns, such as {@code mon,fri 08:00-18:00}; what is not kept like that
 * is a demand that nobody meets.
 *
 * @param windows of hours, empty for others
 * @param zone of networks, null for others
 * @param blocks of networks, empty for others
 */
record DemandText(String kind, List<String> windows, @Nullable String zone, List<String> blocks) {
    private static final String UNREADABLE = "unreadable";
    private static final int SHORT = 3;
    private static final int HOUR = 60;
    private static final Pattern WINDOW =
            Pattern.compile("([a-z,]{3,27}) (\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");

    static DemandText of(Demand demand) {
        return switch (demand) {
            case Hours(var windows) ->
                    new DemandText(
                            Demand.Kind.HOURS.code(),
                            windows.stream().map(DemandText::written).toList(),
                            null,
                            List.of());
            case Demand.SecondFactor() ->
                    new DemandText(Demand.Kind.SECOND_FACTOR.code(), List.of(), null, List.of());
            case Networks(var zone, var blocks) ->
                    new DemandText(
                            Demand.Kind.NETWORKS.code(),
                            List.of(),
                            zone,
                            blocks.stream().map(NetworkBlock::text).toList());
            case Demand.Unreadable() -> new DemandText(UNREADABLE, List.of(), null, List.of());
        };
    }

    /** What it says; never fails. */
    Demand read() {
        try {
            return Demand.Kind.of(kind)
                    .map(known ->
                            switch (known) {
                                case HOURS ->
                                        new Hours(
                                                windows.stream().map(DemandText::window).toList());
                                case SECOND_FACTOR -> new Demand.SecondFactor();
                                case NETWORKS ->
                                        new Networks(
                                                zone == null ? "" : zone,
                                                blocks.stream().map(NetworkBlock::parse).toList());
                            })
                    .orElseGet(Demand.Unreadable::new);
        } catch (IllegalArgumentException | NetworkBlock.BadBlockException _) {
            return new Demand.Unreadable();
        }
    }

    private static String written(Hours.Window window) {
        var days =
                EnumSet.copyOf(window.days()).stream()
                        .map(day -> day.name().substring(0, SHORT).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
        return days + " " + time(window.from()) + "-" + time(window.until());
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / HOUR, minute % HOUR);
    }

    private static Hours.Window window(String text) {
        var found = WINDOW.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("no window of hours: " + text);
        }
        var days =
                Arrays.stream(found.group(1).split(",", -1))
                        .map(DemandText::day)
                        .collect(Collectors.toSet());
        return new Hours.Window(
                days,
                minute(found.group(2), found.group(3)),
                minute(found.group(4), found.group(5)));
    }

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().substring(0, SHORT).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no day of the week: " + text));
    }

    private static int minute(String hours, String minutes) {
        int past = Integer.parseInt(minutes);
        if (past >= HOUR) {
            throw new IllegalArgumentException("no time of the day: " + hours + ":" + minutes);
        }
        return Integer.parseInt(hours) * HOUR + past;
    }
}
