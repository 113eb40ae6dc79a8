package city.datastore.platform.api;

import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.subjects.Tidying;
import org.jspecify.annotations.Nullable;

/**
 * A question about a person. It comes as a body and never in an address, and is neither kept nor
 * logged.
 */
record SubjectAskJson(
        @Nullable String kind,
        @Nullable String value,
        @Nullable Integer limit,
        @Nullable String cursor) {
    private static final int MAX_KIND = 40;

    /** The same, checked. */
    record Wanted(String kind, String value, PageRequest page) {
        /** Without the value, which is personal data. */
        @Override
        public String toString() {
            return "Wanted[" + kind + "]";
        }
    }

    Wanted read() {
        var fields = new Fields();
        var of = fields.text("kind", kind, MAX_KIND);
        var about = fields.text("value", value, Tidying.MAX_VALUE);
        fields.check();
        try {
            return new Wanted(
                    of.get(),
                    about.get(),
                    new PageRequest(limit == null ? PageRequest.DEFAULT_ITEMS : limit, cursor));
        } catch (IllegalArgumentException e) {
            fields.fault("limit", String.valueOf(e.getMessage()));
            fields.check();
            throw e;
        }
    }

    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "SubjectAskJson[" + kind + "]";
    }
}
