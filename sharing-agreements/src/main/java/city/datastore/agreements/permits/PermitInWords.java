package city.datastore.agreements.permits;

import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a permit back in plain English, so that leads see what will be enforced and not what was
 * meant. Pure.
 */
public final class PermitInWords {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter TIME_TO_THE_SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.UK);

    /** Most column names that a sentence lists; more are counted. */
    private static final int MAX_LISTED = 12;

    private final AgencyNames agencies;
    private final ZoneId zone;

    /**
     * @param agencies what people call them
     * @param zone in which people read dates
     */
    public PermitInWords(AgencyNames agencies, ZoneId zone) {
        this.agencies = agencies;
        this.zone = zone;
    }

    /** First how it stands, then one sentence for each dataset, in the order of their names. */
    public List<String> sentences(Permit permit, Instant now) {
        var sentences = new ArrayList<String>();
        sentences.add(standing(permit, now));
        new TreeMap<>(permit.datasets())
                .forEach((dataset, columns) -> sentences.add(sentence(permit, dataset, columns)));
        return List.copyOf(sentences);
    }

    /** What officers may do with one dataset, as long as the permit is in force. */
    private String sentence(Permit permit, DatasetId dataset, ColumnScope columns) {
        return "From "
                + first(permit.from())
                + " until "
                + last(permit.until())
                + ", officers of "
                + list(names(permit.receivers()), "no agency", " and ")
                + " who hold a grant may "
                + list(words(permit.actions()), "do nothing with", " and ")
                + " "
                + columns(columns)
                + " of "
                + dataset
                + ", for "
                + purposes(permit)
                + ".";
    }

    private String standing(Permit permit, Instant now) {
        return switch (permit.standing()) {
            case NOT_APPROVED -> "Nothing is allowed yet: not every party has approved.";
            case SUSPENDED -> "Nothing is allowed now: a party has suspended it.";
            case TERMINATED -> "Nothing is allowed any more: a party has terminated it.";
            case SUPERSEDED -> "Nothing is allowed any more: another agreement has replaced it.";
            case ACTIVE -> {
                if (permit.inForceAt(now)) {
                    yield "It is in force now.";
                }
                yield now.isBefore(permit.from())
                        ? "Nothing is allowed yet: it starts " + starting(permit.from()) + "."
                        : "Nothing is allowed any more: its end has come.";
            }
        };
    }

    private static String columns(ColumnScope scope) {
        return switch (scope) {
            case ColumnScope.All _ -> "all columns";
            case ColumnScope.Only(var names) when names.isEmpty() -> "no column";
            case ColumnScope.Only(var names) -> {
                String count = names.size() == 1 ? "1 column" : names.size() + " columns";
                String listed = names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
                int more = names.size() - MAX_LISTED;
                yield count + " (" + listed + (more > 0 ? " and " + more + " more" : "") + ")";
            }
        };
    }

    private static String purposes(Permit permit) {
        var codes = words(permit.purposes());
        return (codes.size() > 1 ? "the purposes " : "the purpose ")
                + list(codes, "of nothing", " or ");
    }

    private Set<String> names(Collection<AgencyCode> codes) {
        return codes.stream().map(agencies::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words(Collection<?> things) {
        return things.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String list(Set<String> words, String none, String last) {
        if (words.isEmpty()) {
            return none;
        }
        var rest = new ArrayList<>(words);
        String end = rest.removeLast();
        return rest.isEmpty() ? end : String.join(", ", rest) + last + end;
    }

    private String starting(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return isMidnight(local) ? "on " + DAY.format(local) : "at " + first(instant);
    }

    private String first(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        return isMidnight(local) ? DAY.format(local) : moment(local);
    }

    /** {@code until} is not included: an end at midnight is the end of the day before. */
    private String last(Instant until) {
        ZonedDateTime local = until.atZone(zone);
        return isMidnight(local) ? "the end of " + DAY.format(local.minusDays(1)) : moment(local);
    }

    private static String moment(ZonedDateTime local) {
        boolean exact = local.truncatedTo(ChronoUnit.MINUTES).equals(local);
        return (exact ? TIME : TIME_TO_THE_SECOND).format(local) + " on " + DAY.format(local);
    }

    private static boolean isMidnight(ZonedDateTime local) {
        return local.truncatedTo(ChronoUnit.DAYS).equals(local);
    }
}
