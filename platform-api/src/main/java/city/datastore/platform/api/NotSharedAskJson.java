package city.datastore.platform.api;

import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.emergency.NotSharedAsk;
import city.datastore.audit.names.DatasetId;
import city.datastore.platform.desk.EmergencyDesk;
import city.datastore.platform.subjects.Tidying;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says who decided not to share.
 *
 * @param dataset left out: none of the platform's
 * @param kind of identifier; left out with the value where the person was not named
 */
record NotSharedAskJson(
        @Nullable String askedBy,
        @Nullable String dataset,
        @Nullable String kind,
        @Nullable String value,
        @Nullable String why,
        @Nullable String caseReference) {
    private static final int MAX_WORD = 64;

    /** The same, checked. */
    record Wanted(
            String askedBy,
            @Nullable DatasetId dataset,
            EmergencyDesk.@Nullable Typed about,
            String why,
            String caseReference) {}

    Wanted read() {
        var fields = new Fields();
        var who = fields.text("askedBy", askedBy, NotSharedAsk.MAX_ASKED_BY);
        var on = dataset == null ? null : fields.name("dataset", dataset, DatasetId::parse);
        boolean named = kind != null || value != null;
        var of = named ? fields.text("kind", kind, MAX_WORD) : null;
        var about = named ? fields.text("value", value, Tidying.MAX_VALUE) : null;
        var words = fields.text("why", why, EmergencyAsk.MAX_TEXT);
        var reference = fields.text("caseReference", caseReference, EmergencyAsk.MAX_REFERENCE);
        fields.check();
        return new Wanted(
                who.get(),
                on == null ? null : on.get(),
                of == null || about == null ? null : new EmergencyDesk.Typed(of.get(), about.get()),
                words.get(),
                reference.get());
    }

    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "NotSharedAskJson[" + dataset + "]";
    }
}
