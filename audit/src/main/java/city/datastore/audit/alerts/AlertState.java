package city.datastore.audit.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How an alert stands; what waits comes first. */
public enum AlertState {
    /** Nobody has reviewed it. */
    OPEN("open", 0),
    /** Its newest review says that something has to be done. */
    NEEDS_ACTION("needs-action", 1),
    /** Its newest review settles it. */
    CLOSED("closed", 2);

    private final String word;
    private final int rank;

    AlertState(String word, int rank) {
        this.word = word;
        this.rank = rank;
    }

    public String word() {
        return word;
    }

    /** Its place in a list: what waits comes first. */
    int rank() {
        return rank;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(AlertState::word).toList();
    }

    public static Optional<AlertState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }
}
