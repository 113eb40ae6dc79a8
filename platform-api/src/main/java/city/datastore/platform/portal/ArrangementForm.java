package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.desk.EmergencyDesk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an owner fills in to arrange for emergencies, as it was sent.
 *
 * @param duties which duty roles of which agencies
 * @param columns one a line
 */
record ArrangementForm(
        String dataset, List<Row> duties, String columns, String subjectColumn, String call) {
    /** The first control that asks for a duty role. */
    static final String FIRST = "duties-0-agency";

    static final List<String> FIELDS = List.of("columns", "subjectColumn", "call");

    /** As many agencies as can be named. */
    private static final int MAX_ROWS = 100;

    ArrangementForm {
        duties = List.copyOf(duties);
    }

    /** Duty roles of one agency. */
    record Row(String agency, List<String> roles) {
        static final Row EMPTY = new Row("", List.of());

        Row {
            roles = List.copyOf(roles);
        }

        boolean isEmpty() {
            return agency.isEmpty() && roles.isEmpty();
        }
    }

    static ArrangementForm about(String dataset) {
        return new ArrangementForm(dataset, List.of(), "", "", "");
    }

    /** What stands, to be changed. */
    static ArrangementForm of(Arrangement standing) {
        var one = standing.arranged();
        return new ArrangementForm(
                one.dataset().toString(),
                one.duties().entrySet().stream()
                        .map(each -> new Row(each.getKey().value(), List.copyOf(each.getValue())))
                        .toList(),
                String.join("\n", one.columns()),
                one.subjectColumn(),
                one.call());
    }

    static ArrangementForm of(Fields fields) {
        return new ArrangementForm(
                fields.text("dataset"),
                IntStream.range(0, MAX_ROWS)
                        .mapToObj(at -> "duties-" + at)
                        .filter(id -> fields.has(id + "-agency"))
                        .map(id -> new Row(fields.text(id + "-agency"), fields.all(id + "-roles")))
                        .toList(),
                fields.text("columns"),
                fields.text("subjectColumn"),
                fields.text("call"));
    }

    /** With one more agency to choose. */
    ArrangementForm more() {
        return duties.size() < MAX_ROWS
                ? new ArrangementForm(
                        dataset,
                        Stream.concat(duties.stream(), Stream.of(Row.EMPTY)).toList(),
                        columns,
                        subjectColumn,
                        call)
                : this;
    }

    /** With at least one agency to choose. */
    ArrangementForm roomy() {
        return duties.isEmpty() ? more() : this;
    }

    /** Null, with errors that say what is missing, where it is not complete. */
    EmergencyDesk.@Nullable Wanted read(FormErrors errors, Words words) {
        var mayUse = duties(errors, words);
        for (String field : FIELDS) {
            if (field(field).isEmpty()) {
                errors.add(field, words.say("arrangement." + field + ".missing"));
            }
        }
        return errors.any()
                ? null
                : new EmergencyDesk.Wanted(
                        DatasetId.parse(dataset), mayUse, lines(columns), subjectColumn, call);
    }

    private Map<AgencyCode, Set<String>> duties(FormErrors errors, Words words) {
        var mayUse = new HashMap<AgencyCode, Set<String>>();
        for (int at = 0; at < duties.size(); at++) {
            var row = duties.get(at);
            if (row.isEmpty()) {
                continue;
            }
            String id = "duties-" + at;
            if (row.roles().isEmpty()) {
                errors.add(id + "-roles", words.say("arrangement.roles.missing"));
            }
            var agency =
                    words.name(
                            errors,
                            id + "-agency",
                            row.agency(),
                            words.say("arrangement.agency.missing"),
                            AgencyCode::new);
            if (agency != null) {
                mayUse.computeIfAbsent(agency, _ -> new HashSet<>()).addAll(row.roles());
            }
        }
        if (duties.stream().allMatch(Row::isEmpty)) {
            errors.add(FIRST, words.say("arrangement.duties.missing"));
        }
        return mayUse;
    }

    private String field(String name) {
        return switch (name) {
            case "columns" -> columns;
            case "subjectColumn" -> subjectColumn;
            default -> call;
        };
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
