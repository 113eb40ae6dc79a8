package city.datastore.access.emergency;

import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How emergency access was used, month by month in London, the newest month first.
 *
 * @param months every month of the span, also those without any
 * @param repeating how many people opened {@link #REPEATED} or more of them in the span
 */
public record EmergencyFigures(Counts whole, List<Month> months, long repeating) {
    /** From how many on somebody counts as repeating. */
    public static final int REPEATED = 3;

    public EmergencyFigures {
        months = List.copyOf(months);
    }

    /** What was opened in one month. */
    public record Month(YearMonth month, Counts counts) {}

    /**
     * Counts of accesses opened in a span.
     *
     * @param people how many people opened them
     * @param medianLength of those that have ended; null where none has
     * @param due of which a review was made, or was due by now
     * @param reviewedOnTime of those due, on or before the day
     * @param reviewed on time or late
     * @param notJustified of those reviewed
     */
    public record Counts(
            long opened,
            long people,
            @Nullable Duration medianLength,
            long due,
            long reviewedOnTime,
            long reviewed,
            long notJustified) {
        static final Counts NONE = new Counts(0, 0, null, 0, 0, 0, 0);
    }
}
