package city.datastore.audit.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of one query on the record and the values they are asked with. */
final class TrailConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private TrailConditions() {}

    static TrailConditions within(TrailScope scope) {
        TrailConditions start = new TrailConditions();
        switch (scope) {
            case TrailScope.Everything() -> {
                // nothing is kept from a city auditor
            }
            case TrailScope.OfAgency(var agency) ->
                    start.add(
                            "(owner_agency = ? OR actor_agency = ?)",
                            agency.value(),
                            agency.value());
            case TrailScope.OfData(var owner, var reader) ->
                    start.add("(owner_agency = ? OR actor = ?)", owner.value(), reader.value());
            case TrailScope.OwnActs(var reader) -> start.add("actor = ?", reader.value());
        }
        return start;
    }

    TrailConditions and(TrailQuery query) {
        if (query.actor() != null) {
            add("(actor = ? OR username = ?)", query.actor(), query.actor());
        }
        if (query.agency() != null) {
            String agency = query.agency().value();
            add("(owner_agency = ? OR actor_agency = ?)", agency, agency);
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
        conditions.add(condition);
        values.addAll(List.of(with));
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

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> values() {
        return values;
    }
}
