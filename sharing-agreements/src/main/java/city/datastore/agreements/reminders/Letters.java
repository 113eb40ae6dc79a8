package city.datastore.agreements.reminders;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Terms;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.AgencyCode;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes letters and the calendar files that go with them, in plain English. */
public final class Letters {
    private static final int LONGEST_TITLE = 120;
    private static final String NOBODYS_HOST = "city-datastore.localhost";

    private final @Nullable URI site;
    private final @Nullable Mailbox from;
    private final Agencies agencies;

    /**
     * @param site where people reach the platform, without a slash at its end; null where nobody
     *     said
     * @param from who calendar files say they are from; null where nobody said
     */
    public Letters(@Nullable URI site, @Nullable Mailbox from, Agencies agencies) {
        this.site = site;
        this.from = from;
        this.agencies = agencies;
    }

    /** The letter for the key, about the agreement as it is now. */
    Letter write(ReminderKey key, Agreement agreement, Mailbox to, Instant now) {
        Head head = agreement.head();
        LocalDate day = key.occasion().day(key.due());
        String title = title(head.terms());
        return new Letter(
                "reminder-" + key.fingerprint(),
                to,
                switch (key.occasion()) {
                    case REVIEW ->
                            "%s: review due by %s – %s"
                                    .formatted(head.reference(), UkTime.day(day), title);
                    case END ->
                            "%s: ends on %s – %s"
                                    .formatted(head.reference(), UkTime.day(day), title);
                },
                text(key, agreement, day, now),
                head.reference() + "-" + key.occasion().word() + ".ics",
                CalendarFile.of(List.of(entry(agreement, key.occasion())), from, now));
    }

    /** Every date of the agreement for a diary. */
    String calendar(Agreement agreement, Instant now) {
        List<CalendarFile.Entry> entries =
                Arrays.stream(Occasion.values())
                        .filter(each ->
                                each == Occasion.END || reviewedBeforeItsEnd(agreement.head()))
                        .map(each -> entry(agreement, each))
                        .toList();
        return CalendarFile.of(entries, from, now);
    }

    /**
     * A letter about something else than an agreement, with one day for the diary.
     *
     * @param id the same for the same letter, however often it is sent
     * @param subject one line
     * @param summary what the diary says of the day
     * @param path of the page that it is about
     */
    public Letter notice(
            String id,
            Mailbox to,
            String subject,
            String text,
            LocalDate day,
            String summary,
            String path,
            Instant now) {
        URI address = site == null ? null : URI.create(site + path);
        return new Letter(
                id,
                to,
                subject,
                text,
                "day.ics",
                CalendarFile.of(
                        List.of(
                                new CalendarFile.Entry(
                                        id + "@" + host(), 0, day, summary, summary, address)),
                        from,
                        now));
    }

    /** Where people find that page, as far as the platform knows. */
    public String link(String path) {
        return site == null ? path : site + path;
    }

    private String text(ReminderKey key, Agreement agreement, LocalDate day, Instant now) {
        Head head = agreement.head();
        String what =
                switch (key.occasion()) {
                    case REVIEW ->
                            """
                            The data sharing agreement %s, “%s”, is due for review by %s, %s.

                            What to do: look with the other parties at what was really shared and whether it is still needed. Then renew the agreement, narrow it, or end it.
                            """;
                    case END ->
                            """
                            The data sharing agreement %s, “%s”, ends on %s, %s. From the day after, nobody can read data under it.%s

                            What to do: if the sharing is still needed, agree now on what comes after it, because every party has to sign. If it is not, there is nothing to do.
                            """;
                };
        String also = reviewedBeforeItsEnd(head) ? "" : " Its review is due by then too.";
        String start =
                what.formatted(
                        head.reference(),
                        title(head.terms()),
                        UkTime.day(day),
                        away(day, now),
                        also);
        String suspended =
                agreement instanceof Suspended
                        ? "It is suspended at present: nobody can read data under it.\n\n"
                        : "";
        return """
        %s
        %sThe agreement: %s

        The attached file puts the day into your calendar.

        You get this letter because %s has signed the agreement. City DataStore sends it 90, 60 and 30 days ahead, to the address that the agreement names for your agency’s information governance lead, or to the mailbox that your agency gave for such letters. Nobody reads answers to it.
        """
                .formatted(start, suspended, link(head), name(key.agency()));
    }

    private CalendarFile.Entry entry(Agreement agreement, Occasion occasion) {
        Head head = agreement.head();
        String title = title(head.terms());
        String summary =
                switch (occasion) {
                    case REVIEW -> "Review %s: %s".formatted(head.reference(), title);
                    case END -> "Last day of %s: %s".formatted(head.reference(), title);
                };
        String description =
                switch (occasion) {
                    case REVIEW -> "The parties have to review this data sharing agreement.";
                    case END -> "From the day after, nobody can read data under this agreement.";
                };
        URI address = site == null ? null : address(site, head);
        return new CalendarFile.Entry(
                "%s-%s@%s".formatted(head.reference(), occasion.word(), host()),
                head.revision(),
                occasion.day(occasion.in(head)),
                summary,
                description,
                address);
    }

    private static boolean reviewedBeforeItsEnd(Head head) {
        return head.reviewDue().isBefore(head.terms().ends());
    }

    private static String away(LocalDate day, Instant now) {
        long days = ChronoUnit.DAYS.between(now.atZone(Occasion.UK).toLocalDate(), day);
        return days <= 0
                ? "which is today"
                : days == 1 ? "which is tomorrow" : "in %d days".formatted(days);
    }

    private String link(Head head) {
        return site == null ? head.reference().value() : address(site, head).toString();
    }

    private static URI address(URI site, Head head) {
        return URI.create(site + "/agreements/" + head.reference());
    }

    private String host() {
        return site == null
                ? NOBODYS_HOST
                : Objects.requireNonNullElse(site.getHost(), NOBODYS_HOST);
    }

    private String name(AgencyCode code) {
        return agencies.find(code).map(Agency::name).orElse(code.value());
    }

    /** The title on one line, whatever is in it, and not too long for one. */
    private static String title(Terms terms) {
        String line =
                terms.title().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_TITLE) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
    }
}
