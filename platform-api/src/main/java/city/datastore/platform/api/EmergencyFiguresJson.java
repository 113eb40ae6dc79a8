package city.datastore.platform.api;

import city.datastore.access.emergency.EmergencyFigures;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How emergency access was used.
 *
 * @param repeating how many people opened three or more
 */
record EmergencyFiguresJson(CountsJson whole, List<MonthJson> months, long repeating) {
    /**
     * @param month such as 2026-11
     */
    record MonthJson(String month, CountsJson counts) {}

    /**
     * @param medianMinutes of those that have ended, null where none has
     */
    record CountsJson(
            long opened,
            long people,
            @Nullable Long medianMinutes,
            long due,
            long reviewedOnTime,
            long reviewed,
            long notJustified) {
        static CountsJson of(EmergencyFigures.Counts counts) {
            Duration median = counts.medianLength();
            return new CountsJson(
                    counts.opened(),
                    counts.people(),
                    median == null ? null : median.toMinutes(),
                    counts.due(),
                    counts.reviewedOnTime(),
                    counts.reviewed(),
                    counts.notJustified());
        }
    }

    static EmergencyFiguresJson of(EmergencyFigures figures) {
        return new EmergencyFiguresJson(
                CountsJson.of(figures.whole()),
                figures.months().stream()
                        .map(each ->
                                new MonthJson(
                                        each.month().toString(), CountsJson.of(each.counts())))
                        .toList(),
                figures.repeating());
    }
}
