package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.reminders.Ahead;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Occasion;
import city.datastore.agreements.reminders.Reminder;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The letters about an agreement's review and end: which went to which agency, and which wait and
 * why. It shows no address.
 */
@Controller
@RequestMapping("/agreements/{reference}")
class RemindersPage {
    private static final MediaType CALENDAR =
            new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final Agreements agreements;
    private final Reminders reminders;
    private final Words words;
    private final Show show;
    private final Clock clock;

    RemindersPage(Agreements agreements, Reminders reminders, Words words, Show show, Clock clock) {
        this.agreements = agreements;
        this.reminders = reminders;
        this.words = words;
        this.show = show;
        this.clock = clock;
    }

    /** A letter as the table shows it. */
    record Line(AgencyCode agency, String about, int days, String state, String says) {}

    /** Where the letters of an agency go, as {@code reminders.source} words it. */
    record Source(AgencyCode agency, String word) {}

    /** A date that letters will still go out for. */
    record Coming(String about, Instant first) {}

    @GetMapping("/reminders")
    String reminders(Caller caller, @PathVariable String reference, Model model) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        boolean stands = stands(agreement);
        model.addAttribute("reference", agreement.head().reference().value());
        model.addAttribute("terms", agreement.head().terms());
        model.addAttribute("stands", stands);
        model.addAttribute("over", !stands && !isToCome(agreement));
        model.addAttribute("sends", reminders.sends());
        model.addAttribute(
                "lines",
                reminders.of(agreement.head().reference()).stream()
                        .map(each -> line(each, reminders.sends(), words, show))
                        .toList());
        model.addAttribute(
                "coming", stands ? coming(agreement, clock.instant(), words, show) : List.of());
        model.addAttribute(
                "sources", stands ? sources(agreement, reminders.mailboxes()) : List.of());
        return "pages/agreement-reminders";
    }

    /** The dates as a file for a calendar; where it does not stand, the page of a refusal. */
    @GetMapping("/review.ics")
    ResponseEntity<byte[]> calendar(Caller caller, @PathVariable String reference) {
        var agreement = agreements.see(caller, new AgreementRef(reference)).value();
        String calendar = reminders.calendar(agreement);
        var name =
                ContentDisposition.attachment()
                        .filename(agreement.head().reference() + ".ics")
                        .build();
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(calendar.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param sends whether there is a mail server
     */
    static Line line(Reminder reminder, boolean sends, Words words, Show show) {
        var key = reminder.key();
        return new Line(
                key.agency(),
                about(key.occasion(), key.due(), words, show),
                key.ahead().days(),
                reminder.state().word(),
                says(reminder, sends, words, show));
    }

    private static String says(Reminder reminder, boolean sends, Words words, Show show) {
        return switch (reminder.state()) {
            case ReminderState.Sent(var at) -> words.say("reminders.sent", show.time(at));
            case ReminderState.Refused(var at, int code) ->
                    words.say("reminders.refused", show.time(at), Integer.toString(code));
            case ReminderState.Dropped(var at, var why) ->
                    words.say("reminders.dropped." + why.word(), show.time(at));
            case ReminderState.Waiting _ when !sends ->
                    words.say("reminders.waiting.no-server", show.time(reminder.queuedAt()));
            case ReminderState.Waiting(var next, var hitch) ->
                    hitch == null
                            ? words.say("reminders.waiting", show.time(reminder.queuedAt()))
                            : words.say(
                                    "reminders.waiting." + hitch.word(),
                                    show.time(next),
                                    reminder.tries());
        };
    }

    /** The dates that come, each with the day of its next letter. */
    static List<Coming> coming(Agreement agreement, Instant now, Words words, Show show) {
        var head = agreement.head();
        return Arrays.stream(Occasion.values())
                .filter(each ->
                        each == Occasion.END || head.reviewDue().isBefore(head.terms().ends()))
                .flatMap(each -> {
                    Instant due = each.in(head);
                    return Arrays.stream(Ahead.values())
                            .map(ahead -> due.minus(Duration.ofDays(ahead.days())))
                            .filter(now::isBefore)
                            .min(Comparator.naturalOrder())
                            .map(first -> new Coming(about(each, due, words, show), first))
                            .stream();
                })
                .toList();
    }

    static List<Source> sources(Agreement agreement, Mailboxes mailboxes) {
        return agreement.head().parties().stream()
                .filter(agency ->
                        agreement instanceof Agreement.Offered offered && offered.hasSigned(agency))
                .map(agency ->
                        new Source(
                                agency,
                                switch (mailboxes.source(agreement.head().terms(), agency)) {
                                    case AGREEMENT -> "agreement";
                                    case SETTINGS -> "settings";
                                    case NOBODY -> "nobody";
                                }))
                .toList();
    }

    private static String about(Occasion occasion, Instant due, Words words, Show show) {
        return switch (occasion) {
            case REVIEW -> words.say("reminders.review", show.date(due));
            case END -> words.say("reminders.end", show.lastDay(due));
        };
    }

    private static boolean isToCome(Agreement agreement) {
        return agreement instanceof Agreement.Draft || agreement instanceof Agreement.Proposed;
    }

    private static boolean stands(Agreement agreement) {
        return agreement instanceof Agreement.Active || agreement instanceof Agreement.Suspended;
    }
}
