package city.datastore.audit.alerts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How numbers and times read in the reason of an alert, in UK time. */
final class Wording {
    static final ZoneId UK = ZoneId.of("Europe/London");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final int KILO = 1000;

    private Wording() {}

    /** {@code Saturday 21 November 2026 at 23:14}. */
    static String moment(Instant at) {
        return day(LocalDate.ofInstant(at, UK)) + " at " + clock(at);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String clock(Instant at) {
        return CLOCK.format(at.atZone(UK));
    }

    static String number(long value) {
        return String.format(Locale.UK, "%,d", value);
    }

    static String events(long count) {
        return number(count) + (count == 1 ? " event" : " events");
    }

    static String mean(long sum, int of) {
        return String.format(Locale.UK, "%,.1f", (double) sum / of);
    }

    static String size(long bytes) {
        double size = bytes;
        String unit = "bytes";
        for (String larger : List.of("KB", "MB", "GB", "TB")) {
            if (size < KILO) {
                break;
            }
            size /= KILO;
            unit = larger;
        }
        return unit.equals("bytes")
                ? bytes + " bytes"
                : String.format(Locale.UK, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
    }
}
