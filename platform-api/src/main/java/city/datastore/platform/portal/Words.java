package city.datastore.platform.portal;

import city.datastore.audit.names.NameException;
import city.datastore.audit.pipeline.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The wording of the pages, from {@code messages.properties}. */
final class Words {
    private static final Pattern INSTANT =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?Z");

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    String say(String code, Object... arguments) {
        return messages.getMessage(code, arguments, Locale.UK);
    }

    String orElse(String code, String otherwise) {
        String text = messages.getMessage(code, null, otherwise, Locale.UK);
        return text == null ? otherwise : text;
    }

    /** {@code analyse, link and read}. */
    String listed(List<String> things) {
        int last = things.size() - 1;
        return last < 1
                ? String.join("", things)
                : String.join(", ", things.subList(0, last)) + say("and") + things.get(last);
    }

    /** How far the log has come, in a sentence. */
    String reach(Reach reach, Instant now) {
        if (reach.upToDate(now)) {
            return say("reach.up-to-date");
        }
        if (!reach.known()) {
            return say("reach.unknown");
        }
        Duration behind = Duration.between(reach.until(), now);
        String length =
                behind.compareTo(Duration.ofMinutes(2)) < 0
                        ? say("reach.seconds", behind.toSeconds())
                        : say("reach.minutes", behind.toMinutes());
        return reach.waiting() == 0
                ? say("reach.unseen", length)
                : say("reach.behind", length, reach.waiting());
    }

    /** Reads a date that has to be there: the first instant of that day in UK time. */
    @Nullable Instant startOf(FormErrors errors, String field, DateInput input, String label) {
        return day(errors, field, input, label)
                .map(date -> date.atStartOfDay(Show.UK).toInstant())
                .orElse(null);
    }

    /** Reads a date that has to be there: the first instant after that day in UK time. */
    @Nullable Instant endOf(FormErrors errors, String field, DateInput input, String label) {
        return day(errors, field, input, label)
                .map(date -> date.plusDays(1).atStartOfDay(Show.UK).toInstant())
                .orElse(null);
    }

    /**
     * Whoever names the day on which something else ends anyway means that end, which need not be
     * midnight: the limit then, and otherwise the end of the day.
     */
    static Instant notPast(Instant end, Instant limit) {
        return end.isAfter(limit) && Show.lastDayOf(end).equals(Show.lastDayOf(limit))
                ? limit
                : end;
    }

    private Optional<LocalDate> day(
            FormErrors errors, String field, DateInput input, String label) {
        if (input.isEmpty()) {
            errors.add(field, say("error.date.missing", say(label)));
            return Optional.empty();
        }
        var date = input.date();
        if (date.isEmpty()) {
            errors.add(field, sentence(say("error.date.not-real", say(label))));
        }
        return date;
    }

    /** A name typed by a person, or an error on its field that says the rule. */
    <T> @Nullable T name(
            FormErrors errors,
            String field,
            String typed,
            String missing,
            Function<String, T> make) {
        if (typed.isEmpty()) {
            errors.add(field, missing);
            return null;
        }
        try {
            return make.apply(typed);
        } catch (NameException e) {
            errors.add(field, sentence(e.getMessage()));
            return null;
        }
    }

    /** A message of the domain as a sentence on a page, its instants as dates in UK time. */
    static String sentence(@Nullable String message) {
        if (message == null || message.isEmpty()) {
            return "";
        }
        String dated =
                INSTANT.matcher(message)
                        .replaceAll(found -> Show.plainDate(Instant.parse(found.group())));
        return dated.substring(0, 1).toUpperCase(Locale.UK) + dated.substring(1);
    }
}
