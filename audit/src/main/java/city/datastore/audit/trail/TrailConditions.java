package city.datastore.audit.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one query on the record and the values they are asked with.
 *
 * <p>An "or" would keep the database from walking down one index until it has a page. So it is
 * written as several branches, one for each way of meeting it, whose newest events are put
 * together.
 */
final class TrailConditions {
    /** One condition and what it is asked with. */
    private record Condition(String sql, List<Object> values) {}

    private final List<Condition> all = new ArrayList<>();

    /** Of each of these lists one has to be met. */
    private final List<List<Condition>> either = new ArrayList<>();

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
                            condition("owner_agency = ?", owner.value()),
                            condition("actor = ?", reader.value()));
            case TrailScope.OwnActs(var reader) -> start.add("actor = ?", reader.value());
        }
        return start;
    }

    TrailConditions and(TrailQuery query) {
        if (query.actor() != null) {
            either(condition("actor = ?", query.actor()), condition("username = ?", query.actor()));
        }
        if (query.agency() != null) {
            ofAgency(query.agency().value());
        }
        addIfGiven("dataset = ?", query.dataset());
        addIfGiven("agreement = ?", query.agreement());
        addIfGiven("purpose = ?", query.purpose());
        addIfGiven("action = ?", query.action());
        addIfGiven("outcome = ?", query.outcome());
        addIfGiven("at >= ?", query.from());
        addIfGiven("at < ?", query.to());
        return this;
    }

    void add(String condition, Object... with) {
        all.add(condition(condition, with));
    }

    /** As one condition; for counting, where every event has to be looked at anyway. */
    String where() {
        List<String> parts = new ArrayList<>();
        all.forEach(one -> parts.add(one.sql()));
        for (List<Condition> ways : either) {
            parts.add("(" + String.join(" OR ", ways.stream().map(Condition::sql).toList()) + ")");
        }
        return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }

    /** The values of {@link #where}, in its order. */
    List<Object> values() {
        List<Object> values = new ArrayList<>();
        all.forEach(one -> values.addAll(one.values()));
        either.forEach(ways -> ways.forEach(one -> values.addAll(one.values())));
        return values;
    }

    /** Whether there is more than one that an index of its own answers. */
    boolean several() {
        return either.size() + all.stream().filter(one -> one.sql().endsWith(" = ?")).count() > 1;
    }

    /** The places of the newest events that meet them: {@code sequence} and {@code at}. */
    String newest(int limit) {
        return newest(limit, where -> where);
    }

    /**
     * The same of those in one window of places; the database looks at all of them there by all
     * indexes together, and walks down none.
     */
    String everyWithin(int limit) {
        return newest(
                limit,
                where ->
                        "FROM (SELECT sequence, at "
                                + where
                                + " AND sequence >= ? AND sequence < ? OFFSET 0) AS every");
    }

    private String newest(int limit, UnaryOperator<String> from) {
        String tail = " ORDER BY sequence DESC LIMIT " + limit;
        List<String> branches = new ArrayList<>();
        for (List<Condition> branch : branches()) {
            String where = String.join(" AND ", branch.stream().map(Condition::sql).toList());
            branches.add(
                    "(SELECT sequence, at "
                            + from.apply(
                                    "FROM audit.event" + (where.isEmpty() ? "" : " WHERE " + where))
                            + tail
                            + ")");
        }
        return branches.size() == 1
                ? branches.getFirst()
                : "(" + String.join(" UNION ", branches) + tail + ")";
    }

    /** The values of {@link #everyWithin}, in its order. */
    List<Object> valuesOfEveryWithin(long from, long until) {
        List<Object> values = new ArrayList<>();
        branches()
                .forEach(branch -> {
                    branch.forEach(one -> values.addAll(one.values()));
                    values.add(from);
                    values.add(until);
                });
        return values;
    }

    /** The values of {@link #newest}, in its order. */
    List<Object> valuesOfNewest() {
        List<Object> values = new ArrayList<>();
        branches().forEach(branch -> branch.forEach(one -> values.addAll(one.values())));
        return values;
    }

    private List<List<Condition>> branches() {
        List<List<Condition>> branches = List.of(all);
        for (List<Condition> ways : either) {
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

    private void ofAgency(String code) {
        either(condition("owner_agency = ?", code), condition("actor_agency = ?", code));
    }

    private void either(Condition one, Condition other) {
        either.add(List.of(one, other));
    }

    private static Condition condition(String sql, Object... with) {
        return new Condition(sql, List.of(with));
    }

    private void addIfGiven(String condition, @Nullable Object value) {
        switch (value) {
            case null -> {
                // any
            }
            case Instant instant -> add(condition, instant.atOffset(ZoneOffset.UTC));
            default -> add(condition, value.toString());
        }
    }
}
