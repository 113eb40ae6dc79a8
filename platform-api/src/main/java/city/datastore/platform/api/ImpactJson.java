package city.datastore.platform.api;

import city.datastore.agreements.permits.Frame;
import city.datastore.agreements.permits.Impact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do to those who rely on an agreement.
 *
 * @param gains what agencies could be granted then and cannot now
 * @param losses what they can be granted now and could not then
 * @param grants that it touches, how many, by agency and dataset
 * @param protections where other treatments or rows would come to agencies
 * @param purposes that everybody who receives would gain and lose
 * @param actions the same
 * @param dates null where they stay
 */
record ImpactJson(
        List<Reach> gains,
        List<Reach> losses,
        List<Touched> grants,
        List<Shift> protections,
        Moved purposes,
        Moved actions,
        @Nullable Dates dates) {

    /** Codes that come in and that go. */
    record Moved(List<String> gained, List<String> lost) {
        static <T> Moved of(Frame.Moved<T> moved) {
            return new Moved(
                    moved.gained().stream().map(Object::toString).toList(),
                    moved.lost().stream().map(Object::toString).toList());
        }
    }

    /** The first instant that it is in force, and the first that it no longer is. */
    record Span(Instant from, Instant until) {
        static Span of(Frame.Span span) {
            return new Span(span.from(), span.until());
        }
    }

    /** Now, and then. */
    record Dates(Span before, Span after) {}

    /** Columns of a dataset: the word {@code "all"}, or a list. */
    record Reach(String agency, String dataset, Object columns) {
        static Reach of(Impact.Reach reach) {
            return new Reach(
                    reach.agency().value(),
                    reach.dataset().toString(),
                    ColumnsJson.of(reach.columns()));
        }
    }

    /** Grants of one agency on one dataset, and the downloads by them that end. */
    record Touched(
            String agency, String dataset, int stopped, int narrowed, int widened, int downloads) {
        static Touched of(Impact.Touched touched) {
            return new Touched(
                    touched.agency().value(),
                    touched.dataset().toString(),
                    touched.stopped(),
                    touched.narrowed(),
                    touched.widened(),
                    touched.downloads());
        }
    }

    /** What is done to a dataset before it reaches an agency: now, and then. */
    record Shift(String agency, String dataset, ProtectionJson before, ProtectionJson after) {
        static Shift of(Impact.Shift shift) {
            return new Shift(
                    shift.agency().value(),
                    shift.dataset().toString(),
                    ProtectionJson.of(shift.before()),
                    ProtectionJson.of(shift.after()));
        }
    }

    static ImpactJson of(Impact impact) {
        return new ImpactJson(
                impact.gains().stream().map(Reach::of).toList(),
                impact.losses().stream().map(Reach::of).toList(),
                impact.grants().stream().map(Touched::of).toList(),
                impact.protections().stream().map(Shift::of).toList(),
                Moved.of(impact.frame().purposes()),
                Moved.of(impact.frame().actions()),
                dates(impact.frame()));
    }

    private static @Nullable Dates dates(Frame frame) {
        return frame.moved() ? new Dates(Span.of(frame.before()), Span.of(frame.after())) : null;
    }
}
