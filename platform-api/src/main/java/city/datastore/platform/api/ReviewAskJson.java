package city.datastore.platform.api;

import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of looking at an alert. */
record ReviewAskJson(@Nullable String outcome, @Nullable String note) {

    /** What it says, in the project's words. */
    record Said(ReviewOutcome outcome, String note) {}

    Said read() {
        var fields = new Fields();
        Supplier<ReviewOutcome> read =
                ReviewOutcome.of(outcome == null ? "" : outcome)
                        .<Supplier<ReviewOutcome>>map(known -> () -> known)
                        .orElseGet(() ->
                                fields.fault(
                                        "outcome",
                                        "has to be one of "
                                                + String.join(", ", ReviewOutcome.words())));
        var text = fields.text("note", note, Review.MAX_NOTE);
        fields.check();
        return new Said(read.get(), text.get());
    }
}
