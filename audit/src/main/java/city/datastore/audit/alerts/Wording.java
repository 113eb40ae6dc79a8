package city.datastore.audit.alerts;

import city.datastore.audit.calendar.UkTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** How numbers and times read in the reason of an alert, in UK time. */
final class Wording {
    static final ZoneId UK = UkTime.ZONE;

    private static final int KILO = 1000;

    private Wording() {}

    /** {@code Saturday 21 November 2026 at 11:14pm}. */
    static String moment(Instant at) {
        return UkTime.weekday(at) + " at " + UkTime.clock(at);
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
