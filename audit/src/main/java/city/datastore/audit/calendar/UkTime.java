package city.datastore.audit.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How days and times of day in London read in a sentence to people, as GOV.UK writes them, and when
 * a span of days ends.
 */
public final class UkTime {
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final Instant FIRST = LocalDateTime.MIN.plusDays(1).toInstant(ZoneOffset.UTC);
    private static final Instant LAST = LocalDateTime.MAX.minusDays(1).toInstant(ZoneOffset.UTC);
    private static final LocalTime FIRST_MINUTE_OVER = LocalTime.of(0, 1);
    private static final int HALF_DAY = 12;

    private UkTime() {}

    /** {@code 3 June 2026}. */
    public static String day(Instant instant) {
        return DATE.format(london(instant));
    }

    /** {@code 3 June 2026}. */
    public static String day(LocalDate day) {
        return DATE.format(day);
    }

    /** {@code Wednesday 3 June 2026}. */
    public static String weekday(LocalDate day) {
        return WEEKDAY.format(day);
    }

    /** {@code Wednesday 3 June 2026}. */
    public static String weekday(Instant instant) {
        return WEEKDAY.format(london(instant));
    }

    /** {@code 3 June 2026 at 2:05pm}, {@code 3 June 2026 at the start of the day}. */
    public static String time(Instant instant) {
        return day(instant) + " at " + clock(instant);
    }

    /**
     * {@code 2:05pm}, {@code 8am}, {@code midday}, of a day that is named beside it. Its first
     * minute is {@code the start of the day}: people take midnight on a day for its end as well.
     */
    public static String clock(Instant instant) {
        var time = london(instant).toLocalTime();
        return time.isBefore(FIRST_MINUTE_OVER) ? "the start of the day" : clock(time);
    }

    /** {@code 2:05pm}, {@code 8am}, {@code midday}, {@code midnight}, of every day. */
    public static String clock(LocalTime time) {
        if (time.getMinute() > 0) {
            return clock(time, ":%02d".formatted(time.getMinute()));
        }
        return switch (time.getHour()) {
            case 0 -> "midnight";
            case HALF_DAY -> "midday";
            default -> clock(time, "");
        };
    }

    /** {@code 2:05:09pm}, always with its seconds. */
    public static String second(Instant instant) {
        var time = london(instant).toLocalTime();
        return clock(time, ":%02d:%02d".formatted(time.getMinute(), time.getSecond()));
    }

    private static String clock(LocalTime time, String past) {
        int hour = time.getHour() % HALF_DAY;
        return (hour == 0 ? HALF_DAY : hour) + past + (time.getHour() < HALF_DAY ? "am" : "pm");
    }

    /** The last day of a span that ends, half-open, at that instant. */
    public static String lastDay(Instant until) {
        return DATE.format(london(until).minusNanos(1));
    }

    /** The same where the span ends with a day, and otherwise the minute at which it ends. */
    public static String end(Instant until) {
        return startsADay(until) ? lastDay(until) : time(until);
    }

    /** The day on which a span starts, and the minute too where it does not start with the day. */
    public static String start(Instant from) {
        return startsADay(from) ? day(from) : time(from);
    }

    /** The latest end of what may last so long: the end of the day that is so far away. */
    public static Instant latest(Instant now, Period longest) {
        return london(now).toLocalDate().plus(longest).plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    private static boolean startsADay(Instant instant) {
        return london(instant).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** Instants have more years than a calendar: one beyond its ends is the nearest that it has. */
    private static ZonedDateTime london(Instant instant) {
        var near = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
        return near.atZone(ZONE);
    }
}
