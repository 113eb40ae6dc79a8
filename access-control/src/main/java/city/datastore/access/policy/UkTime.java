package city.datastore.access.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Days in London: how an instant reads in a sentence to people, as a day or a minute, and when a
 * span of days ends.
 */
public final class UkTime {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK);
    private static final Instant FIRST = LocalDateTime.MIN.plusDays(1).toInstant(ZoneOffset.UTC);
    private static final Instant LAST = LocalDateTime.MAX.minusDays(1).toInstant(ZoneOffset.UTC);

    private UkTime() {}

    /** {@code 3 June 2026}. */
    public static String day(Instant instant) {
        return DATE.format(london(instant));
    }

    /** {@code 3 June 2026 at 14:05}. */
    public static String time(Instant instant) {
        return TIME.format(london(instant));
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
