package city.datastore.access.certification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A quarter of a year in London, by its first day. */
public record Quarter(LocalDate first) {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int MONTHS = 3;

    public Quarter {
        if (first.getDayOfMonth() != 1 || (first.getMonthValue() - 1) % MONTHS != 0) {
            throw new IllegalArgumentException("no quarter of a year begins on " + first);
        }
    }

    /** The quarter in which that instant is. */
    public static Quarter of(Instant instant) {
        var day = instant.atZone(LONDON).toLocalDate();
        return new Quarter(
                LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / MONTHS * MONTHS + 1, 1));
    }

    /** Its first instant. */
    public Instant begins() {
        return first.atStartOfDay(LONDON).toInstant();
    }

    @Override
    public String toString() {
        return first.toString();
    }
}
