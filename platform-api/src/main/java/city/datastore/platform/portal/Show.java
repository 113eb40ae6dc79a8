package city.datastore.platform.portal;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Vocabularies;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How values read on a page: dates in UK time, names of agencies, sizes, colours of states. */
final class Show {
    static final ZoneId UK = UkTime.ZONE;

    private static final DateTimeFormatter SHORT_DATE =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final Pattern MONTHLY = Pattern.compile("event_([0-9]{4})_(0[1-9]|1[0-2])");
    private static final int KILO = 1000;
    private static final int MINUTES_OF_HOUR = 60;
    private static final double PERCENT = 100;

    private final Agencies agencies;
    private final Vocabularies vocabularies;
    private final Words words;

    Show(Agencies agencies, Vocabularies vocabularies, Words words) {
        this.agencies = agencies;
        this.vocabularies = vocabularies;
        this.words = words;
    }

    static LocalDate lastDayOf(Instant until) {
        return until.minusNanos(1).atZone(UK).toLocalDate();
    }

    static String plainDate(Instant instant) {
        return UkTime.day(instant);
    }

    public String date(Instant instant) {
        return plainDate(instant);
    }

    public String day(LocalDate day) {
        return SHORT_DATE.format(day);
    }

    /** The last day of a span that ends before that instant. */
    public String lastDay(Instant until) {
        return UkTime.lastDay(until);
    }

    /** When a span starts: the day, and the minute where it does not start with it. */
    public String start(Instant from) {
        return UkTime.start(from);
    }

    /** When a span ends before that instant: its last day, or the minute on it. */
    public String end(Instant until) {
        return UkTime.end(until);
    }

    /** {@code 3 June 2026 at 2:05pm}. */
    public String time(Instant instant) {
        return UkTime.time(instant);
    }

    public String shortDate(Instant instant) {
        return SHORT_DATE.format(instant.atZone(UK));
    }

    /** {@code 2:05:09pm}. */
    public String clock(Instant instant) {
        return UkTime.second(instant);
    }

    public String agency(@Nullable AgencyCode code) {
        return code == null
                ? words.say("agency.none")
                : agencies.find(code).map(Agency::name).orElse(code.value());
    }

    /** The agency of that code by its name; anything else as it is. */
    public String named(String code) {
        return agencies.all().stream()
                .filter(agency -> agency.code().value().equals(code))
                .map(Agency::name)
                .findFirst()
                .orElse(code);
    }

    /** How many midnights in UK time lie between two instants; none where the second is earlier. */
    static long daysBetween(Instant from, Instant until) {
        return Math.max(
                0,
                ChronoUnit.DAYS.between(
                        from.atZone(UK).toLocalDate(), until.atZone(UK).toLocalDate()));
    }

    public String number(long value) {
        return String.format(Locale.UK, "%,d", value);
    }

    /** {@code November 2026}. */
    public String month(YearMonth month) {
        return MONTH.format(month);
    }

    /** {@code November 2026}, of the part of the record that has that month's events. */
    public String part(String partition) {
        var month = MONTHLY.matcher(partition);
        return month.matches()
                ? month(YearMonth.of(number(month, 1), number(month, 2)))
                : partition;
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** {@code 6 years}. */
    public String years(Period kept) {
        return RetentionPage.years(kept, words);
    }

    /** What is meant by codes, by the titles that they have. */
    public String titled(Collection<String> codes, Map<String, String> titles) {
        return codes.stream()
                .map(code -> titles.getOrDefault(code, code))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** {@code 3 of 4 (75%)}; says so where there is none. */
    public String share(long part, long whole) {
        return whole == 0
                ? words.say("figures.none")
                : words.say(
                        "figures.of",
                        number(part),
                        number(whole),
                        String.valueOf(Math.round(PERCENT * part / whole)));
    }

    /** {@code 1 h 5 min}; says so where there is none. */
    public String length(@Nullable Duration length) {
        if (length == null) {
            return words.say("figures.none");
        }
        long minutes = length.toMinutes();
        return minutes < MINUTES_OF_HOUR
                ? minutes + " min"
                : minutes / MINUTES_OF_HOUR + " h " + minutes % MINUTES_OF_HOUR + " min";
    }

    public String size(long bytes) {
        if (bytes < KILO) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double size = bytes;
        for (String unit : List.of("KB", "MB", "GB")) {
            size /= KILO;
            if (size < KILO || unit.equals("GB")) {
                return String.format(Locale.UK, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
            }
        }
        throw new AssertionError("the last unit takes every size");
    }

    public String columns(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> words.say("columns.all");
            case ColumnScope.Only(var names) ->
                    names.isEmpty() ? words.say("columns.none") : String.join(", ", names);
        };
    }

    public String joined(Collection<?> values) {
        return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    public String reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> Words.sentence(reason.text()))
                .collect(Collectors.joining(" "));
    }

    public String sentence(@Nullable String message) {
        return Words.sentence(message);
    }

    /** Wording for a code that the pages may not know yet: the code itself then. */
    public String word(String prefix, String code) {
        return words.orElse(prefix + "." + code, code);
    }

    /** What people call a word of one of the agreements' vocabularies. */
    public String term(String vocabulary, String code) {
        return vocabularies.list(vocabulary).title(code);
    }

    /** The same with its code before it, as lawyers cite it: {@code 6(1)(e) Public task}. */
    public String cited(String vocabulary, String code) {
        String title = term(vocabulary, code);
        return title.equals(code) ? code : code + " " + title;
    }

    public @Nullable String colour(String state) {
        return switch (state) {
            case "active", "granted", "allowed" -> "green";
            case "pending", "proposed", "open" -> "yellow";
            case "refused", "revoked", "terminated", "failed", "needs-action" -> "red";
            case "suspended", "returned" -> "orange";
            case "draft" -> "light-blue";
            case "done" -> "blue";
            default -> "grey";
        };
    }
}
