package city.datastore.audit.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What came of looking at an alert. */
public enum ReviewOutcome {
    /** It was as it looked, and there was a good reason for it. */
    EXPLAINED("explained", AlertState.CLOSED),
    /** The rule took something usual for something else. */
    FALSE_ALARM("false-alarm", AlertState.CLOSED),
    /** Somebody has to do something about it. */
    NEEDS_ACTION("needs-action", AlertState.NEEDS_ACTION),
    /** What had to be done about it has been done. */
    DEALT_WITH("dealt-with", AlertState.CLOSED);

    private final String word;
    private final AlertState state;

    ReviewOutcome(String word, AlertState state) {
        this.word = word;
        this.state = state;
    }

    public String word() {
        return word;
    }

    /** How the alert stands after it. */
    public AlertState state() {
        return state;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ReviewOutcome::word).toList();
    }

    public static Optional<ReviewOutcome> of(String word) {
        return Arrays.stream(values()).filter(outcome -> outcome.word.equals(word)).findFirst();
    }
}
