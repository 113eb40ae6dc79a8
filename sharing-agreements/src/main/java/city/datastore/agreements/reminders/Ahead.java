package city.datastore.agreements.reminders;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** How long before a date its parties are reminded. */
public enum Ahead {
    NINETY(90),
    SIXTY(60),
    THIRTY(30);

    private final int days;

    Ahead(int days) {
        this.days = days;
    }

    public int days() {
        return days;
    }

    /** The last instant for which that is the distance, seen from now. */
    public Instant reach(Instant now) {
        return now.plus(Duration.ofDays(days));
    }

    public static Ahead of(int days) {
        return Arrays.stream(values())
                .filter(each -> each.days == days)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("nobody is reminded " + days + " days ahead"));
    }

    /**
     * The one distance at which a date stands now, so that a date first seen 45 days ahead brings
     * one letter and not two; empty where it is further away, or has come.
     */
    public static Optional<Ahead> at(Instant now, Instant due) {
        return Arrays.stream(values())
                .filter(each -> due.isAfter(now) && !due.isAfter(each.reach(now)))
                .min(Comparator.comparingInt(Ahead::days));
    }
}
