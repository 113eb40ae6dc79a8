package city.datastore.agreements.reminders;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Suspended;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Why a letter that was not sent yet is of no use any more. */
public enum Needless {
    /** The agreement is over. */
    ENDED("ended"),
    /** The agency has left it. */
    LEFT("left"),
    /** The agreement has another date now. */
    MOVED("moved"),
    /** The date has come. */
    PAST("past"),
    /** The date is so near that the next letter says so. */
    OVERTAKEN("overtaken"),
    /** What it was about is decided, renewed or gone. */
    SETTLED("settled");

    private final String word;

    Needless(String word) {
        this.word = word;
    }

    /** The word for it in tables and wording. */
    public String word() {
        return word;
    }

    public static Needless of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is " + word));
    }

    /** Looks at the agreement as it is now; empty where the letter is still of use. */
    static Optional<Needless> since(ReminderKey key, Agreement agreement, Instant now) {
        Agreement current = agreement.asOf(now);
        if (!(current instanceof Active || current instanceof Suspended)) {
            return Optional.of(key.due().isAfter(now) ? ENDED : PAST);
        }
        if (!((Offered) current).hasSigned(key.agency())) {
            return Optional.of(LEFT);
        }
        if (!key.occasion().in(current.head()).equals(key.due())) {
            return Optional.of(MOVED);
        }
        if (!key.due().isAfter(now)) {
            return Optional.of(PAST);
        }
        boolean stands = Ahead.at(now, key.due()).filter(key.ahead()::equals).isPresent();
        return stands ? Optional.empty() : Optional.of(OVERTAKEN);
    }
}
