package city.datastore.platform.portal;

import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.platform.desk.EmergencyDesk;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody on duty fills in to open emergency access, as it was sent.
 *
 * @param value the identifier: personal data, shown to nobody but who typed it
 */
record EmergencyForm(
        String dataset,
        String value,
        List<String> columns,
        String reason,
        String basis,
        String justification,
        String caseReference,
        String hours) {
    static final List<String> FIELDS =
            List.of(
                    "value",
                    "columns",
                    "reason",
                    "basis",
                    "justification",
                    "caseReference",
                    "hours");

    EmergencyForm {
        columns = List.copyOf(columns);
    }

    static EmergencyForm about(String dataset) {
        return new EmergencyForm(
                dataset,
                "",
                List.of(),
                "",
                "",
                "",
                "",
                String.valueOf(EmergencyAsk.USUAL_LENGTH.toHours()));
    }

    static EmergencyForm of(Fields fields) {
        return new EmergencyForm(
                fields.text("dataset"),
                fields.text("value"),
                fields.all("columns"),
                fields.text("reason"),
                fields.text("basis"),
                fields.text("justification"),
                fields.text("caseReference"),
                fields.text("hours"));
    }

    /** Null, with errors that say what is missing, where it is not complete. */
    EmergencyDesk.@Nullable Open read(FormErrors errors, Words words) {
        missing(errors, words, "value", value.isEmpty());
        missing(errors, words, "columns", columns.isEmpty());
        missing(errors, words, "reason", reason.isEmpty());
        missing(errors, words, "basis", basis.isEmpty());
        missing(errors, words, "justification", justification.length() < EmergencyAsk.MIN_TEXT);
        missing(errors, words, "caseReference", caseReference.isEmpty());
        var length = length(errors, words, "hours", hours);
        return errors.any() || length == null
                ? null
                : new EmergencyDesk.Open(
                        columns, reason, basis, justification, caseReference, length);
    }

    /** So many whole hours; null, with an error, where that is not what was typed. */
    static @Nullable Duration length(FormErrors errors, Words words, String field, String typed) {
        if (!typed.matches("[0-9]{1,2}")
                || Integer.parseInt(typed) < 1
                || Integer.parseInt(typed) > EmergencyAsk.MAX_LENGTH.toHours()) {
            errors.add(field, words.say("emergency.hours.missing"));
            return null;
        }
        return Duration.ofHours(Integer.parseInt(typed));
    }

    private static void missing(FormErrors errors, Words words, String field, boolean missing) {
        if (missing) {
            errors.add(field, words.say("emergency." + field + ".missing"));
        }
    }

    /** Without what is personal data. */
    @Override
    public String toString() {
        return "EmergencyForm[" + dataset + "]";
    }
}
