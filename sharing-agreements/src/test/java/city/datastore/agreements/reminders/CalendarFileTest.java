package city.datastore.agreements.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Files for a calendar, read back by a library that is not ours. */
class CalendarFileTest {
    private static final Instant NOW = Instant.parse("2027-03-03T08:09:10.5Z");
    private static final Mailbox FROM = new Mailbox("sharing@city.example");

    private static CalendarFile.Entry entry(String summary) {
        return new CalendarFile.Entry(
                "DSA-2026-0001-review@city.example",
                7,
                LocalDate.of(2027, 6, 1),
                summary,
                "The parties have to review it.",
                URI.create("https://city.example/agreements/DSA-2026-0001"));
    }

    private static String file(String summary, @Nullable Mailbox organiser) {
        return CalendarFile.of(List.of(entry(summary)), organiser, NOW);
    }

    private static Calendar read(String file) {
        try {
            return new CalendarBuilder().build(new StringReader(file));
        } catch (IOException | ParserException e) {
            throw new AssertionError(e);
        }
    }

    private static String summary(String file) {
        VEvent event = read(file).<VEvent>getComponent("VEVENT").orElseThrow();
        return event.getProperty("SUMMARY").orElseThrow().getValue();
    }

    /** What keeps a file from being an iCalendar object (RFC 5545 §3.1, §3.4). */
    private static List<String> faults(String file) {
        if (!file.endsWith("\r\n")) {
            return List.of("it does not end with a line's end");
        }
        List<String> lines = Arrays.asList(file.substring(0, file.length() - 2).split("\r\n", -1));
        return lines.stream()
                .filter(line ->
                        line.getBytes(StandardCharsets.UTF_8).length > 75
                                || line.chars().anyMatch(Character::isISOControl)
                                || line.isBlank()
                                || !line.matches("[A-Z-]+[;:].*| .+"))
                .toList();
    }

    @Nested
    class A_day {
        @Test
        void is_all_day_with_an_alarm_a_week_before_and_keeps_nobody_busy() {
            assertThat(file("Review DSA-2026-0001", FROM))
                    .isEqualTo(
                            """
                            BEGIN:VCALENDAR
                            VERSION:2.0
                            PRODID:-//City DataStore//Agreements//EN
                            CALSCALE:GREGORIAN
                            METHOD:PUBLISH
                            BEGIN:VEVENT
                            UID:DSA-2026-0001-review@city.example
                            DTSTAMP:20270303T080910Z
                            SEQUENCE:7
                            DTSTART;VALUE=DATE:20270601
                            DTEND;VALUE=DATE:20270602
                            SUMMARY:Review DSA-2026-0001
                            DESCRIPTION:The parties have to review it.
                            URL:https://city.example/agreements/DSA-2026-0001
                            ORGANIZER;CN="City DataStore":mailto:sharing@city.example
                            STATUS:CONFIRMED
                            TRANSP:TRANSPARENT
                            BEGIN:VALARM
                            ACTION:DISPLAY
                            DESCRIPTION:Review DSA-2026-0001
                            TRIGGER:-P7D
                            END:VALARM
                            END:VEVENT
                            END:VCALENDAR
                            """
                                    .replace("\n", "\r\n"));
        }

        @Test
        void is_good_in_the_eyes_of_another_library() {
            assertThat(read(file("Review DSA-2026-0001", FROM)).validate().hasErrors()).isFalse();
            assertThat(read(file("Review DSA-2026-0001", null)).validate().hasErrors()).isFalse();
        }

        @Test
        void has_no_method_where_nobody_publishes_it() {
            assertThat(file("Review", null)).doesNotContain("METHOD", "ORGANIZER");
        }
    }

    @Nested
    class Any_text {
        private static final String HOSTILE =
                "a\\b; c, d\r\nEND:VEVENT\nBEGIN:VEVENT\u0007\r<script>alert(1)</script>";

        @Test
        void comes_back_as_it_was_and_starts_no_line_of_its_own() {
            String file = file(HOSTILE, FROM);
            assertThat(faults(file)).isEmpty();
            assertThat(file.lines().filter("BEGIN:VEVENT"::equals)).hasSize(1);
            assertThat(summary(file))
                    .isEqualTo("a\\b; c, d\nEND:VEVENT\nBEGIN:VEVENT\n<script>alert(1)</script>");
        }

        @Test
        void is_folded_between_characters_however_long() {
            String title = "Überprüfung 🗓 der Daten, ".repeat(40).strip();
            String file = file(title, FROM);
            assertThat(faults(file)).isEmpty();
            assertThat(file.lines().filter(line -> line.startsWith(" "))).hasSizeGreaterThan(20);
            assertThat(summary(file)).isEqualTo(title);
        }

        @Test
        void would_be_noticed_in_a_line_that_is_too_long_or_not_escaped() {
            String good = file("Review", FROM);
            assertThat(faults(good.replace("SUMMARY:Review", "SUMMARY:" + "x".repeat(68))))
                    .hasSize(1);
            assertThat(faults(good.replace("SUMMARY:Review", "SUMMARY:a\r\n b\r\nc"))).hasSize(1);
            assertThat(faults(good.replace("\r\n", "\n"))).isNotEmpty();
        }
    }
}
