package city.datastore.audit.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Why an auditor should look. */
public enum AlertKind {
    /** One person took much data within an hour. */
    BULK_READING("bulk-reading"),
    /** One person read a dataset at night, at the weekend or on a bank holiday. */
    OUT_OF_HOURS("out-of-hours"),
    /** One person read data for the first time in months. */
    LONG_SILENCE("long-silence"),
    /** One person was refused again and again within an hour. */
    MANY_REFUSALS("many-refusals"),
    /** One person opened emergency access again and again within a week. */
    MANY_EMERGENCIES("many-emergencies"),
    /** One dataset was read far more often than usual on a day. */
    BREAK_IN_VOLUME("break-in-volume"),
    /** One person read a version that holds records about themselves. */
    OWN_RECORDS("own-records"),
    /** The audit log does not continue what was cosigned of it. */
    OTHER_HISTORY("other-history"),
    /** Something that was recorded is not in the record, or could be lost from it. */
    RECORD_FAULT("record-fault"),
    /** A witness of the audit log has answered for long that it does not work. */
    WITNESS_BROKEN("witness-broken");

    private final String word;

    AlertKind(String word) {
        this.word = word;
    }

    /** One word for tables, filters and people's addresses. */
    public String word() {
        return word;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(AlertKind::word).toList();
    }

    public static Optional<AlertKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
