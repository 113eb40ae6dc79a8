package city.datastore.audit.alerts;

import city.datastore.audit.trail.TrailScope;
import java.util.ArrayList;
import java.util.List;

/** The conditions of one query on the alerts and the values they are asked with. */
final class AlertConditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private AlertConditions() {}

    static AlertConditions within(TrailScope scope) {
        AlertConditions start = new AlertConditions();
        switch (scope) {
            case TrailScope.Everything() -> {
                // nothing is kept from a city auditor
            }
            // the log is every auditor's
            case TrailScope.OfAgency(var agency) ->
                    start.add(
                            "(owner_agency = ? OR person_agency = ? OR kind IN (?, ?, ?))",
                            agency.value(),
                            agency.value(),
                            AlertKind.OTHER_HISTORY.word(),
                            AlertKind.RECORD_FAULT.word(),
                            AlertKind.WITNESS_BROKEN.word());
            case TrailScope.OfData(var owner, _) -> start.add("owner_agency = ?", owner.value());
            case TrailScope.OwnActs _ -> start.add("false");
        }
        return start;
    }

    AlertConditions and(AlertQuery query) {
        if (query.kind() != null) {
            add("kind = ?", query.kind().word());
        }
        if (query.state() != null) {
            add("rank = ?", query.state().rank());
        }
        if (query.actor() != null) {
            add("(person = ? OR username = ?)", query.actor(), query.actor());
        }
        if (query.dataset() != null) {
            add("dataset = ?", query.dataset().toString());
        }
        return this;
    }

    void add(String condition, Object... with) {
        conditions.add(condition);
        values.addAll(List.of(with));
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    List<Object> values() {
        return values;
    }
}
