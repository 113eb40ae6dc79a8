package city.datastore.platform.api;

import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.subjects.Tidying;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody on duty says to open emergency access. The value comes as a body and never in an
 * address, and is neither kept nor logged.
 *
 * @param kind of identifier, left out: the one by which people are found there
 * @param hours left out: 4
 */
record EmergencyAskJson(
        @Nullable String dataset,
        @Nullable String kind,
        @Nullable String value,
        @Nullable List<@Nullable String> columns,
        @Nullable String reason,
        @Nullable String basis,
        @Nullable String justification,
        @Nullable String caseReference,
        @Nullable Integer hours) {
    private static final int MAX_WORD = 64;
    private static final int MAX_COLUMNS = 200;
    private static final int MAX_COLUMN = 200;

    /** The same, checked. */
    record Wanted(DatasetId dataset, @Nullable String kind, String value, EmergencyDesk.Open open) {
        /** Without the value, which is personal data. */
        @Override
        public String toString() {
            return "Wanted[" + dataset + "]";
        }
    }

    Wanted read() {
        var fields = new Fields();
        var on = fields.name("dataset", dataset, DatasetId::parse);
        var of = fields.anyText("kind", kind, MAX_WORD);
        var about = fields.text("value", value, Tidying.MAX_VALUE);
        var which =
                fields.<String, String>some(
                        "columns",
                        columns,
                        MAX_COLUMNS,
                        (path, name) -> fields.text(path, name, MAX_COLUMN));
        var why = fields.text("reason", reason, MAX_WORD);
        var by = fields.text("basis", basis, MAX_WORD);
        var words = fields.text("justification", justification, EmergencyAsk.MAX_TEXT);
        var reference = fields.text("caseReference", caseReference, EmergencyAsk.MAX_REFERENCE);
        fields.check();
        return new Wanted(
                on.get(),
                of.get().isEmpty() ? null : of.get(),
                about.get(),
                new EmergencyDesk.Open(
                        which.get(),
                        why.get(),
                        by.get(),
                        words.get(),
                        reference.get(),
                        length(hours)));
    }

    /** So many hours, four where nobody says. */
    static Duration length(@Nullable Integer hours) {
        return hours == null ? EmergencyAsk.USUAL_LENGTH : Duration.ofHours(hours);
    }

    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "EmergencyAskJson[" + dataset + "]";
    }
}
