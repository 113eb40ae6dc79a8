package city.datastore.platform.portal;

import city.datastore.audit.alerts.Review;
import city.datastore.audit.alerts.ReviewOutcome;
import org.jspecify.annotations.Nullable;

/** What an auditor types to review an alert. */
record ReviewForm(String outcome, String note) {
    static final ReviewForm EMPTY = new ReviewForm("", "");

    static ReviewForm of(Fields fields) {
        return new ReviewForm(fields.text("outcome"), fields.text("note"));
    }

    /** Null, with errors, where nothing was chosen. */
    @Nullable ReviewOutcome read(FormErrors errors, Words words) {
        var chosen = ReviewOutcome.of(outcome).orElse(null);
        if (chosen == null) {
            errors.add("outcome", words.say("review.outcome.missing"));
        }
        if (note.isEmpty()) {
            errors.add("note", words.say("review.note.missing"));
        } else if (note.codePointCount(0, note.length()) > Review.MAX_NOTE) {
            errors.add(
                    "note",
                    words.say(
                            "error.too-long",
                            Review.MAX_NOTE,
                            note.codePointCount(0, note.length())));
        }
        return chosen;
    }
}
