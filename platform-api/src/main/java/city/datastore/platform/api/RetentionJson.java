package city.datastore.platform.api;

import city.datastore.audit.retention.Retention;
import city.datastore.platform.keeping.Keeping;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the record, and for how long; periods as ISO 8601 has them, such as {@code P6Y}.
 *
 * @param kept the term in force; null: nothing is deleted
 * @param next what the next sweep would delete
 */
record RetentionJson(
        @Nullable String kept,
        List<TermJson> terms,
        List<HoldJson> holds,
        List<GoingJson> next,
        List<GoneJson> pruned) {

    /** A term that was set, the newest first. */
    record TermJson(String kept, Instant setAt) {}

    /** Bodies past their term; indexes are those of leaves, from 0. */
    record GoingJson(
            String partition, long bodies, long staying, long firstIndex, long lastIndex) {}

    /** Bodies that were deleted, and the event that had announced it. */
    record GoneJson(
            String partition,
            Instant at,
            String kept,
            long bodies,
            long staying,
            long firstIndex,
            long lastIndex,
            String announcement) {}

    static RetentionJson of(Keeping.Overview overview) {
        Retention.Outlook outlook = overview.outlook();
        var kept = outlook.inForce();
        return new RetentionJson(
                kept == null ? null : kept.toString(),
                outlook.terms().stream()
                        .map(term -> new TermJson(term.kept().toString(), term.setAt()))
                        .toList(),
                overview.holds().stream().map(HoldJson::of).toList(),
                outlook.going().stream()
                        .map(going ->
                                new GoingJson(
                                        going.partition(),
                                        going.bodies(),
                                        going.staying(),
                                        going.firstIndex(),
                                        going.lastIndex()))
                        .toList(),
                outlook.gone().stream()
                        .map(gone ->
                                new GoneJson(
                                        gone.partition(),
                                        gone.at(),
                                        gone.kept().toString(),
                                        gone.bodies(),
                                        gone.stayed(),
                                        gone.firstIndex(),
                                        gone.lastIndex(),
                                        gone.announcement().toString()))
                        .toList());
    }
}
