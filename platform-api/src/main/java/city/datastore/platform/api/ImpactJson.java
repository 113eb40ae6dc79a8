package city.datastore.platform.api;

import city.datastore.agreements.permits.Impact;
import java.util.List;

/**
 * What a change would do to those who rely on an agreement.
 *
 * @param gains what agencies could be granted then and cannot now
 * @param losses what they can be granted now and could not then
 * @param grants that it touches, how many, by agency and dataset
 * @param protections where other treatments or rows would come to agencies
 */
record ImpactJson(
        List<Reach> gains, List<Reach> losses, List<Touched> grants, List<Shift> protections) {

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
                impact.protections().stream().map(Shift::of).toList());
    }
}
