package city.datastore.agreements.reviews;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The days that a review looks at, by the calendar of London.
 *
 * @param until the first day that does not belong to it any more
 */
public record Period(LocalDate from, LocalDate until) {
    public Period {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a period must end after it starts: from " + from + " until " + until);
        }
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, until);
    }

    public LocalDate lastDay() {
        return until.minusDays(1);
    }
}
