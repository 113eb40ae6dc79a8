package city.datastore.audit.alerts;

import city.datastore.audit.calendar.UkTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** When people usually work: Monday to Friday between two hours in London, no bank holiday. */
record WorkingHours(LocalTime opens, LocalTime closes) {
    /** A span of time, half-open. */
    record Span(Instant from, Instant until) {}

    WorkingHours {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException(
                    "working hours have to end after they start: from "
                            + opens
                            + " until "
                            + closes);
        }
    }

    boolean open(Instant at) {
        var local = at.atZone(Wording.UK);
        return workday(local.toLocalDate())
                && !local.toLocalTime().isBefore(opens)
                && local.toLocalTime().isBefore(closes);
    }

    /** From the last closing to the next opening around an instant at which nobody works. */
    Span closedAround(Instant at) {
        LocalDate closing = LocalDate.ofInstant(at, Wording.UK);
        while (!workday(closing) || at.isBefore(at(closing, closes))) {
            closing = closing.minusDays(1);
        }
        LocalDate opening = LocalDate.ofInstant(at, Wording.UK);
        while (!workday(opening) || !at.isBefore(at(opening, opens))) {
            opening = opening.plusDays(1);
        }
        return new Span(at(closing, closes), at(opening, opens));
    }

    boolean holidayOn(Instant at) {
        return BankHolidays.on(LocalDate.ofInstant(at, Wording.UK));
    }

    String words() {
        return UkTime.clock(opens) + " to " + UkTime.clock(closes) + ", Monday to Friday";
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Wording.UK).toInstant();
    }

    private static boolean workday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !BankHolidays.on(day);
    }
}
