package city.datastore.platform.api;

import city.datastore.access.requests.AccessRequest;
import city.datastore.agreements.reviews.ReviewOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a review of an agreement.
 *
 * @param nextReview a date or an instant; left out where the agreement is to end
 */
record ReviewedJson(
        @Nullable String outcome, @Nullable String nextReview, @Nullable String comment) {

    /** The same in the project's words. */
    record Read(ReviewOutcome outcome, @Nullable Instant next, String comment) {}

    Read read() {
        var fields = new Fields();
        var known = outcome == null ? null : ReviewOutcome.of(outcome).orElse(null);
        if (known == null) {
            fields.fault("outcome", "has to be renewed, narrowed or ended");
        }
        var next =
                nextReview == null || nextReview.isEmpty()
                        ? null
                        : fields.from("nextReview", nextReview);
        var said = fields.anyText("comment", comment, AccessRequest.Asked.MAX_TEXT);
        fields.check();
        return new Read(
                known == null ? ReviewOutcome.RENEWED : known,
                next == null ? null : next.get(),
                said.get());
    }
}
