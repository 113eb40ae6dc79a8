package city.datastore.agreements.reminders;

import city.datastore.agreements.Agreement.Head;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;

/** What of an agreement comes due. */
public enum Occasion {
    REVIEW("review"),
    END("end");

    static final ZoneId UK = ZoneId.of("Europe/London");

    private final String word;

    Occasion(String word) {
        this.word = word;
    }

    /** The word for it in tables, events and wording. */
    public String word() {
        return word;
    }

    public static Occasion of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no occasion is called " + word));
    }

    /** When that agreement has it. */
    public Instant in(Head head) {
        return switch (this) {
            case REVIEW -> head.reviewDue();
            case END -> head.terms().ends();
        };
    }

    /** The day for a diary in the United Kingdom; for an end, the last day in force. */
    public LocalDate day(Instant due) {
        Instant within =
                switch (this) {
                    case REVIEW -> due;
                    case END -> due.minusNanos(1);
                };
        return within.atZone(UK).toLocalDate();
    }
}
