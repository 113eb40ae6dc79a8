package city.datastore.agreements.reviews;

import java.util.Arrays;
import java.util.Optional;

/** What comes of a review. */
public enum ReviewOutcome {
    /** It goes on as it is. */
    RENEWED("renewed"),
    /** It goes on, and its next version shares less. */
    NARROWED("narrowed"),
    /** It is to end, early or when its time comes. */
    ENDED("ended");

    private final String word;

    ReviewOutcome(String word) {
        this.word = word;
    }

    /** The word for it in tables, calls and wording. */
    public String word() {
        return word;
    }

    public static Optional<ReviewOutcome> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
