package city.datastore.access.requests;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.names.PermittedAction;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The rules of the fields that people fill in. */
final class Fields {
    /** Longest time that access can be asked for, in calendar months in London. */
    static final int MAX_MONTHS = 12;

    private static final int MAX_ACTIONS = 20;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private Fields() {}

    /** Text that has to be there, without the space around it. */
    static String required(String field, String text, String whatFor) {
        String trimmed = optional(field, text);
        if (trimmed.isEmpty()) {
            throw new RequestException.BadField(field, whatFor);
        }
        return trimmed;
    }

    static String optional(String field, String text) {
        String trimmed = text.strip();
        if (trimmed.length() > AccessRequest.Asked.MAX_TEXT) {
            throw new RequestException.BadField(
                    field,
                    "the text is "
                            + trimmed.length()
                            + " characters long, it can have at most "
                            + AccessRequest.Asked.MAX_TEXT);
        }
        if (trimmed.chars().anyMatch(Fields::unprintable)) {
            throw new RequestException.BadField(
                    field, "the text contains a control character, it can only contain plain text");
        }
        return trimmed;
    }

    /**
     * When access is to end: in the future, and no later than the day in London that is twelve
     * months away; to the millisecond.
     */
    static Instant until(Instant until, Instant now) {
        var latest = UkTime.latest(now, Period.ofMonths(MAX_MONTHS));
        if (!until.isAfter(now)) {
            throw new RequestException.BadField(
                    "until",
                    "access has to end in the future, and "
                            + UkTime.end(until)
                            + " is in the past");
        }
        if (until.isAfter(latest)) {
            throw new RequestException.BadField(
                    "until",
                    "access can last at most "
                            + MAX_MONTHS
                            + " months, until "
                            + UkTime.end(latest)
                            + ", and "
                            + UkTime.end(until)
                            + " is later");
        }
        return until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** When access ends at the latest, where nobody says when: at the start of a day in London. */
    static Instant unsaid(Instant now) {
        return now.atZone(LONDON).plusMonths(MAX_MONTHS).truncatedTo(ChronoUnit.DAYS).toInstant();
    }

    static RequestException.BadField endsBeforeRenewed(Instant renewed) {
        return new RequestException.BadField(
                "until",
                "a renewal has to end after the grant that it renews, which ends on "
                        + UkTime.end(renewed));
    }

    static Set<PermittedAction> actions(Set<PermittedAction> actions) {
        if (actions.isEmpty() || actions.size() > MAX_ACTIONS) {
            throw new RequestException.BadField(
                    "actions",
                    "a request names from 1 to "
                            + MAX_ACTIONS
                            + " actions, such as read, and this one names "
                            + actions.size());
        }
        return actions;
    }

    private static boolean unprintable(int character) {
        return Character.isISOControl(character)
                && character != '\n'
                && character != '\r'
                && character != '\t';
    }
}
