package city.datastore.platform.api;

import city.datastore.audit.trail.TrailQuery;
import java.util.List;
import java.util.stream.Stream;

/** What a call can look for in the record, by the names of its parameters. */
final class TrailFilters {
    private static final List<String> NAMES =
            List.of(
                    "actor",
                    "agency",
                    "dataset",
                    "agreement",
                    "purpose",
                    "action",
                    "outcome",
                    "from",
                    "to");
    private static final List<String> OUTCOMES = List.of("allowed", "refused", "done", "failed");
    private static final int MAX_ACTION = 60;
    private static final int MAX_ACTOR = 128;

    private TrailFilters() {}

    /** The filters' names and these. */
    static String[] and(String... more) {
        return Stream.concat(NAMES.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** What the call looks for; the text too, if the call knows it. */
    static TrailQuery read(Query query) {
        return new TrailQuery(
                query.text("actor", MAX_ACTOR).orElse(null),
                query.agency("agency"),
                query.dataset("dataset"),
                query.agreement("agreement"),
                query.purpose("purpose"),
                query.text("action", MAX_ACTION).orElse(null),
                query.word("outcome", OUTCOMES),
                query.from("from"),
                query.until("to"),
                query.text("text", TrailQuery.MAX_TEXT).orElse(null));
    }
}
