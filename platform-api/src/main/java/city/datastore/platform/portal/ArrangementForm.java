package city.datastore.platform.portal;

import city.datastore.access.emergency.Arrangement;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.platform.desk.EmergencyDesk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an owner fills in to arrange for emergencies, as it was sent.
 *
 * @param duties one a line: agency, colon, duty roles
 * @param columns one a line
 */
record ArrangementForm(
        String dataset, String duties, String columns, String subjectColumn, String call) {
    static final List<String> FIELDS = List.of("duties", "columns", "subjectColumn", "call");

    static ArrangementForm about(String dataset) {
        return new ArrangementForm(dataset, "", "", "", "");
    }

    /** What stands, to be changed. */
    static ArrangementForm of(Arrangement standing) {
        var one = standing.arranged();
        var lines = new StringBuilder();
        one.duties()
                .forEach((agency, roles) ->
                        lines.append(agency)
                                .append(": ")
                                .append(String.join(", ", roles))
                                .append('\n'));
        return new ArrangementForm(
                one.dataset().toString(),
                lines.toString().strip(),
                String.join("\n", one.columns()),
                one.subjectColumn(),
                one.call());
    }

    static ArrangementForm of(Fields fields) {
        return new ArrangementForm(
                fields.text("dataset"),
                fields.text("duties"),
                fields.text("columns"),
                fields.text("subjectColumn"),
                fields.text("call"));
    }

    /** Null, with errors that say what is missing, where it is not complete. */
    EmergencyDesk.@Nullable Wanted read(FormErrors errors, Words words) {
        for (String field : FIELDS) {
            if (field(field).isEmpty()) {
                errors.add(field, words.say("arrangement." + field + ".missing"));
            }
        }
        var mayUse = new HashMap<AgencyCode, Set<String>>();
        for (String line : lines(duties)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                errors.add("duties", words.say("arrangement.duties.line", line));
                continue;
            }
            try {
                var agency = new AgencyCode(line.substring(0, colon).strip());
                var roles = mayUse.computeIfAbsent(agency, _ -> new HashSet<>());
                for (String role : line.substring(colon + 1).split(",", -1)) {
                    if (!role.isBlank()) {
                        roles.add(role.strip());
                    }
                }
            } catch (NameException e) {
                errors.add("duties", Words.sentence(e.getMessage()));
            }
        }
        return errors.any()
                ? null
                : new EmergencyDesk.Wanted(
                        DatasetId.parse(dataset), mayUse, lines(columns), subjectColumn, call);
    }

    private String field(String name) {
        return switch (name) {
            case "duties" -> duties;
            case "columns" -> columns;
            case "subjectColumn" -> subjectColumn;
            default -> call;
        };
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
