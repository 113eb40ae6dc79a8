package city.datastore.platform.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads points in time as people and scripts write them: a date, or an instant. */
final class When {
    static final String RULE =
            "it has to be a date such as 2026-12-01 or an instant such as 2026-12-01T09:00:00Z";

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int MAX_CHARACTERS = 40;
    private static final int DATE_CHARACTERS = 10;
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private When() {}

    /** A date means its first instant in London. */
    static Instant from(String text) {
        return read(text, 0);
    }

    /** A date means the end of that day in London, which is the first instant of the next. */
    static Instant until(String text) {
        return read(text, 1);
    }

    private static Instant read(String text, int daysOn) {
        try {
            return bounded(
                    text.length() == DATE_CHARACTERS
                            ? LocalDate.parse(text)
                                    .plusDays(daysOn)
                                    .atStartOfDay(LONDON)
                                    .toInstant()
                            : instant(text));
        } catch (DateTimeException _) {
            throw new WhenException("cannot be read as a point in time: " + RULE);
        }
    }

    private static Instant instant(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new WhenException("is too long for a point in time: " + RULE);
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant bounded(Instant instant) {
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new WhenException("is not between the years 1900 and 2199");
        }
        return instant;
    }
}
