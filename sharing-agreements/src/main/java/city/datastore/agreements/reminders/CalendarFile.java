package city.datastore.agreements.reminders;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days for a diary as an iCalendar object (RFC 5545): all-day events, each with an alarm a week
 * before.
 */
final class CalendarFile {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Most octets of a line without its end (§3.1). */
    private static final int LINE = 75;

    private final StringBuilder text = new StringBuilder();

    private CalendarFile() {}

    /**
     * One day.
     *
     * @param uid the same for ever, so that a calendar replaces what it has
     * @param sequence grows whenever the event changes
     */
    record Entry(
            String uid,
            long sequence,
            LocalDate day,
            String summary,
            String description,
            @Nullable URI link) {}

    /**
     * The file.
     *
     * @param organiser who publishes it (RFC 5546 §3.2.1 asks for one); without, the object has no
     *     method
     * @param stamp when it was made
     */
    static String of(List<Entry> entries, @Nullable Mailbox organiser, Instant stamp) {
        var file = new CalendarFile();
        file.line("BEGIN:VCALENDAR");
        file.line("VERSION:2.0");
        file.line("PRODID:-//City DataStore//Agreements//EN");
        file.line("CALSCALE:GREGORIAN");
        if (organiser != null) {
            file.line("METHOD:PUBLISH");
        }
        entries.forEach(each -> file.event(each, organiser, stamp));
        file.line("END:VCALENDAR");
        return file.text.toString();
    }

    private void event(Entry entry, @Nullable Mailbox organiser, Instant stamp) {
        line("BEGIN:VEVENT");
        line("UID:" + escaped(entry.uid()));
        line("DTSTAMP:" + STAMP.format(stamp));
        line("SEQUENCE:" + Math.clamp(entry.sequence(), 0, Integer.MAX_VALUE));
        line("DTSTART;VALUE=DATE:" + DAY.format(entry.day()));
        line("DTEND;VALUE=DATE:" + DAY.format(entry.day().plusDays(1)));
        line("SUMMARY:" + escaped(entry.summary()));
        line("DESCRIPTION:" + escaped(entry.description()));
        if (entry.link() != null) {
            line("URL:" + entry.link().toASCIIString());
        }
        if (organiser != null) {
            line("ORGANIZER;CN=\"City DataStore\":" + mailto(organiser));
        }
        line("STATUS:CONFIRMED");
        line("TRANSP:TRANSPARENT"); // nobody is busy all day because of it
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line("DESCRIPTION:" + escaped(entry.summary()));
        line("TRIGGER:-P7D");
        line("END:VALARM");
        line("END:VEVENT");
    }

    /**
     * A value of the type TEXT (§3.3.11): other control characters than line ends have no place.
     */
    static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("\\p{Cntrl}", "");
    }

    private static String mailto(Mailbox mailbox) {
        try {
            return new URI("mailto", mailbox.address(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every mailbox makes an address", e);
        }
    }

    /** Folds between characters, never inside one (§3.1). */
    private void line(String content) {
        int octets = 0;
        for (int at = 0; at < content.length(); ) {
            int character = content.codePointAt(at);
            String one = Character.toString(character);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(one);
            octets += size;
            at += one.length();
        }
        text.append("\r\n");
    }
}
