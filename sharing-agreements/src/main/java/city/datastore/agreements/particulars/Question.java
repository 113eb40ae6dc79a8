package city.datastore.agreements.particulars;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question of the questionnaire.
 *
 * @param group the heading it stands under, A to I
 * @param asked marks of which one has to hold for it to be asked; empty means always
 * @param needed whether a full agreement has to answer it where it is asked
 * @param vocabulary where its answers come from, null where they are written freely
 * @param max longest text in characters, most lines, or largest number; 0 where none applies
 */
public record Question(
        String id,
        About about,
        char group,
        Kind kind,
        Set<String> asked,
        boolean needed,
        @Nullable String vocabulary,
        int max,
        String title,
        String hint) {

    /** What an answer looks like. */
    public enum Kind {
        LINE,
        TEXT,
        WORD,
        WORDS,
        YES,
        DAY,
        LINK,
        LINKS,
        EMAIL,
        NUMBER
    }

    public Question {
        asked = Set.copyOf(asked);
    }

    /** Whether it applies where those marks hold. */
    public boolean isAsked(Set<String> marks) {
        return asked.isEmpty() || asked.stream().anyMatch(marks::contains);
    }

    /** Whether it can have more than one answer. */
    public boolean isMany() {
        return kind == Kind.WORDS || kind == Kind.LINKS;
    }
}
