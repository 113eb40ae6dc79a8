package city.datastore.audit.trail;

import city.datastore.audit.trail.Condition.Compared;
import city.datastore.audit.trail.Condition.Indexed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one query on the record and the values they are asked with.
 *
 * <p>An "or" would keep the database from walking down one index until it has a page. So it is
 * never written as one: each way of meeting a condition is asked for by itself, and what they find
 * is put together.
 */
final class TrailConditions {
    /** The only outcomes that are few enough to have an index. */
    private static final Set<String> FAULTS = Set.of("refused", "failed");

    /** Of each of these lists one has to be met. */
    private final List<List<Indexed>> indexed = new ArrayList<>();

    private final List<Compared> compared = new ArrayList<>();

    private TrailConditions() {}

    static TrailConditions within(TrailScope scope) {
        TrailConditions start = new TrailConditions();
        switch (scope) {
            case TrailScope.Everything() -> {
                // nothing is kept from a city auditor
            }
            case TrailScope.OfAgency(var agency) -> start.ofAgency(agency.value());
            case TrailScope.OfData(var owner, var reader) ->
                    start.either(
                            new Indexed("owner_agency", owner.value()),
                            new Indexed("actor", reader.value()));
            case TrailScope.OwnActs(var reader) ->
                    start.either(new Indexed("actor", reader.value()));
        }
        return start;
    }

    TrailConditions and(TrailQuery query) {
        if (query.actor() != null) {
            either(new Indexed("actor", query.actor()), new Indexed("username", query.actor()));
        }
        if (query.agency() != null) {
            ofAgency(query.agency().value());
        }
        ifGiven("dataset", query.dataset());
        ifGiven("agreement", query.agreement());
        ifGiven("purpose", query.purpose());
        ifGiven("action", query.action());
        if (query.outcome() != null && FAULTS.contains(query.outcome())) {
            ifGiven("outcome", query.outcome());
        } else if (query.outcome() != null) {
            add("outcome = ?", query.outcome());
        }
        if (query.from() != null) {
            add("at >= ?", query.from());
        }
        if (query.to() != null) {
            add("at < ?", query.to());
        }
        return this;
    }

    /** One that each event has to be looked at for. */
    void add(String condition, Object... with) {
        compared.add(
                new Compared(
                        condition,
                        Arrays.stream(with)
                                .map(value ->
                                        value instanceof Instant instant
                                                ? instant.atOffset(ZoneOffset.UTC)
                                                : value)
                                .toList()));
    }

    /** The same, and only places before this one. */
    TrailConditions and(long before) {
        TrailConditions both = new TrailConditions();
        both.indexed.addAll(indexed);
        both.compared.addAll(compared);
        if (before != Long.MAX_VALUE) {
            both.add("sequence < ?", before);
        }
        return both;
    }

    /** As one condition; for counting, where every event has to be looked at anyway. */
    String where() {
        List<String> parts = new ArrayList<>();
        for (List<Indexed> ways : indexed) {
            parts.add("(" + joined(" OR ", ways) + ")");
        }
        compared.forEach(one -> parts.add(one.sql()));
        return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }

    /** The values of {@link #where}, in its order. */
    List<Object> values() {
        return valuesOf(Stream.concat(indexed.stream().flatMap(List::stream), compared.stream()));
    }

    /** Whether there is more than one that an index of its own answers. */
    boolean several() {
        return indexed.size() > 1;
    }

    /**
     * Of the newest events that meet them, in their order.
     *
     * @param columns what is asked of each, {@code sequence} first
     * @param table all of the record, or a month
     */
    String newest(String columns, String table, int limit) {
        String tail = " ORDER BY sequence DESC LIMIT " + limit;
        List<String> branches =
                branches().stream()
                        .map(branch ->
                                "(SELECT "
                                        + columns
                                        + " FROM "
                                        + table
                                        + (branch.isEmpty() ? "" : " WHERE ")
                                        + joined(" AND ", branch)
                                        + tail
                                        + ")")
                        .toList();
        return branches.size() == 1
                ? branches.getFirst()
                : "(" + String.join(" UNION ", branches) + tail + ")";
    }

    /** The values of {@link #newest}, in its order. */
    List<Object> valuesOfNewest() {
        return valuesOf(branches().stream().flatMap(List::stream));
    }

    /**
     * Every event that meets them, once: by the first of the ways that it meets. They come from
     * indexes in their order, so that whoever asks for the newest few reads no more than these.
     * Only where there are not several.
     */
    String everyOne() {
        return apart().stream()
                .map(branch ->
                        "SELECT * FROM audit.event"
                                + (branch.isEmpty() ? "" : " WHERE ")
                                + joined(" AND ", branch))
                .collect(Collectors.joining(" UNION ALL "));
    }

    /** The values of {@link #everyOne}, in its order. */
    List<Object> valuesOfEveryOne() {
        return valuesOf(apart().stream().flatMap(List::stream));
    }

    private List<List<Condition>> apart() {
        List<List<Condition>> apart = new ArrayList<>();
        List<Condition> notYet = new ArrayList<>(compared);
        for (List<Condition> branch : branches()) {
            List<Condition> longer = new ArrayList<>(notYet);
            branch.stream().filter(Indexed.class::isInstance).forEach(longer::add);
            apart.add(longer);
            branch.stream()
                    .filter(Indexed.class::isInstance)
                    .map(way -> new Compared("(" + way.sql() + ") IS NOT TRUE", way.values()))
                    .forEach(notYet::add);
        }
        return apart;
    }

    /** The same in the table of one month. */
    MonthConditions in(String month) {
        return new MonthConditions(month, indexed, compared);
    }

    private List<List<Condition>> branches() {
        List<List<Condition>> branches = List.of(List.copyOf(compared));
        for (List<Indexed> ways : indexed) {
            List<List<Condition>> more = new ArrayList<>();
            for (List<Condition> branch : branches) {
                for (Condition way : ways) {
                    List<Condition> longer = new ArrayList<>(branch);
                    longer.add(way);
                    more.add(longer);
                }
            }
            branches = more;
        }
        return branches;
    }

    private static String joined(String with, List<? extends Condition> conditions) {
        return conditions.stream().map(Condition::sql).collect(Collectors.joining(with));
    }

    private static List<Object> valuesOf(Stream<? extends Condition> conditions) {
        return conditions.flatMap(one -> one.values().stream()).toList();
    }

    private void ofAgency(String code) {
        either(new Indexed("owner_agency", code), new Indexed("actor_agency", code));
    }

    private void either(Indexed... ways) {
        indexed.add(List.of(ways));
    }

    private void ifGiven(String column, @Nullable Object value) {
        if (value != null) {
            either(new Indexed(column, value.toString()));
        }
    }
}
