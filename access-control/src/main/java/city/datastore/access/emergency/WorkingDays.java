package city.datastore.access.emergency;

import city.datastore.audit.alerts.BankHolidays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Counts working days in London: Monday to Friday without the bank holidays of England. */
final class WorkingDays {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private WorkingDays() {}

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
