package city.datastore.access.emergency;

import city.datastore.audit.alerts.BankHolidays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Counts working days in London: Monday to Friday without the bank holidays of England. */
final class WorkingDays {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int REVIEW_DAYS = 1;
    private static final int ESCALATION_DAYS = 5;

    private WorkingDays() {}

    /** When the review of an emergency that was opened or renewed at that instant is overdue. */
    static Instant reviewDue(Instant from) {
        return endOf(from, REVIEW_DAYS);
    }

    /** When it is the risk owner's matter. */
    static Instant escalation(Instant from) {
        return endOf(from, ESCALATION_DAYS);
    }

    /** The end, half-open, of the working day that comes so many after the day of an instant. */
    static Instant endOf(Instant from, int days) {
        LocalDate day = from.atZone(LONDON).toLocalDate();
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            left -= works(day) ? 1 : 0;
        }
        return day.plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    private static boolean works(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !BankHolidays.on(day);
    }
}
