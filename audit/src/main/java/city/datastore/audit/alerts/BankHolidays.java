package city.datastore.audit.alerts;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Set;

/**
 * The bank holidays of England and Wales that return every year, with their substitute days
 * (Banking and Financial Dealings Act 1971; https://www.gov.uk/bank-holidays). Days proclaimed for
 * one year only are not known.
 */
public final class BankHolidays {
    private BankHolidays() {}

    /** Whether that day is one. */
    public static boolean on(LocalDate day) {
        return of(day.getYear()).contains(day);
    }

    static Set<LocalDate> of(int year) {
        Set<LocalDate> days = new HashSet<>();
        days.add(workdayFrom(LocalDate.of(year, Month.JANUARY, 1), days));
        LocalDate easter = easter(year);
        days.add(easter.minusDays(2));
        days.add(easter.plusDays(1));
        days.add(
                LocalDate.of(year, Month.MAY, 1)
                        .with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)));
        days.add(
                LocalDate.of(year, Month.MAY, 1)
                        .with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        days.add(
                LocalDate.of(year, Month.AUGUST, 1)
                        .with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        LocalDate christmas = LocalDate.of(year, Month.DECEMBER, 25);
        LocalDate boxing = christmas.plusDays(1);
        // the day that keeps its date comes first, so that the other's substitute goes past it
        if (weekend(christmas) && !weekend(boxing)) {
            days.add(boxing);
            days.add(workdayFrom(christmas, days));
        } else {
            days.add(workdayFrom(christmas, days));
            days.add(workdayFrom(boxing, days));
        }
        return days;
    }

    /** That day, or the first one after it that is neither at a weekend nor taken. */
    private static LocalDate workdayFrom(LocalDate day, Set<LocalDate> taken) {
        LocalDate next = day;
        while (weekend(next) || taken.contains(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return LocalDate.of(year, f / 31, f % 31 + 1);
    }
}
