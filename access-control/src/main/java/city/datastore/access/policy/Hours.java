package city.datastore.access.policy;

import city.datastore.audit.calendar.UkTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of the week at which data may be read, by the clock on the wall in London: an hour that the
 * clock skips in spring is not there, one that comes twice in autumn counts twice. Bank holidays
 * are days like others.
 *
 * @param windows at least one; any of them will do
 */
public record Hours(List<Window> windows) implements Demand {
    /** Most windows of one condition. */
    public static final int MAX_WINDOWS = 14;

    /** Minutes of a day, and so the last one's end. */
    public static final int DAY = 24 * 60;

    private static final int HOUR = 60;
    private static final ZoneId LONDON = UkTime.ZONE;
    private static final ZoneRules RULES = LONDON.getRules();
    private static final Set<DayOfWeek> WEEKDAYS =
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final int SEARCHED_DAYS = 15;
    private static final int MAX_STEPS = 100;

    /**
     * A span of the day, half-open; one that ends before it starts goes on over midnight.
     *
     * @param days on which it starts
     * @param from minute of the day
     * @param until minute of the day, {@value Hours#DAY} for its end
     */
    public record Window(Set<DayOfWeek> days, int from, int until) {
        public Window {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new IllegalArgumentException("a window of hours names at least one day");
            }
            if (from < 0 || from >= DAY || until < 1 || until > DAY) {
                throw new IllegalArgumentException(
                        "a window lies within a day: from minute " + from + " until " + until);
            }
            if (from == until) {
                throw new IllegalArgumentException(
                        "a window ends at another time than it starts: minute " + from);
            }
        }

        private boolean open(DayOfWeek day, int minute) {
            return from < until
                    ? days.contains(day) && from <= minute && minute < until
                    : (days.contains(day) && from <= minute)
                            || (days.contains(day.minus(1)) && minute < until);
        }

        private String words() {
            return from == 0 && until == DAY
                    ? said(days) + " at any time"
                    : said(days)
                            + " from "
                            + time(from)
                            + " to "
                            + time(until)
                            + (from < until ? "" : " the next day");
        }
    }

    public Hours {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException(
                    "hours have 1 to " + MAX_WINDOWS + " windows, not " + windows.size());
        }
    }

    /** Whether data may be read at that instant. */
    public boolean open(Instant instant) {
        var local = instant.atZone(LONDON);
        int minute = local.getHour() * HOUR + local.getMinute();
        return windows.stream().anyMatch(window -> window.open(local.getDayOfWeek(), minute));
    }

    /** The first instant, not before that one, at which all of these are open. */
    static Optional<Instant> opening(Collection<Hours> all, Instant from) {
        var last = from.plus(Duration.ofDays(SEARCHED_DAYS));
        var when = from;
        for (int step = 0; step < MAX_STEPS && !when.isAfter(last); step++) {
            var at = when;
            var closed = all.stream().filter(each -> !each.open(at)).findFirst();
            if (closed.isEmpty()) {
                return Optional.of(when);
            }
            var next = closed.get().opening(when);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            when = next.get();
        }
        return Optional.empty();
    }

    private Optional<Instant> opening(Instant from) {
        var starts = new ArrayList<Instant>();
        var change = RULES.nextTransition(from);
        if (change != null) {
            starts.add(change.getInstant());
        }
        var today = LocalDate.ofInstant(from, LONDON);
        for (int day = 0; day <= SEARCHED_DAYS; day++) {
            for (var window : windows) {
                var start = today.plusDays(day).atStartOfDay().plusMinutes(window.from());
                RULES.getValidOffsets(start).forEach(offset -> starts.add(start.toInstant(offset)));
            }
        }
        return starts.stream()
                .filter(start -> !start.isBefore(from) && open(start))
                .min(Instant::compareTo);
    }

    @Override
    public String words() {
        return windows.stream().map(Window::words).collect(Collectors.joining(", and "));
    }

    private static String said(Set<DayOfWeek> days) {
        if (days.size() == DayOfWeek.values().length) {
            return "every day";
        }
        return days.equals(WEEKDAYS) ? "on weekdays" : "on " + listed(days);
    }

    private static String listed(Set<DayOfWeek> days) {
        var names =
                EnumSet.copyOf(days).stream()
                        .map(Hours::name)
                        .collect(Collectors.toCollection(ArrayList::new));
        var last = names.removeLast();
        return names.isEmpty() ? last : String.join(", ", names) + " and " + last;
    }

    private static String name(DayOfWeek day) {
        var name = day.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** A day ends at midnight, as it starts. */
    private static String time(int minute) {
        return UkTime.clock(LocalTime.MIN.plusMinutes(minute));
    }
}
