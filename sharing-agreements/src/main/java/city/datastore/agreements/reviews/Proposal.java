package city.datastore.agreements.reviews;

import java.util.List;

/**
 * What the numbers suggest, with the reasons; people decide.
 *
 * @param narrowing what was never used; empty unless to narrow is suggested
 */
public record Proposal(ReviewOutcome outcome, List<Reason> reasons, Narrowing narrowing) {
    public Proposal {
        reasons = List.copyOf(reasons);
    }

    /**
     * One reason.
     *
     * @param code {@code used-as-promised, too-soon, nothing-read, hardly-read, dataset-never-read,
     *     columns-never-read, purpose-never-used, agency-never-read}
     * @param subject the dataset, purpose or agency, or the number of reads or days; may be empty
     * @param items the columns
     */
    public record Reason(String code, String subject, List<String> items) {
        public Reason {
            items = List.copyOf(items);
        }

        static Reason of(String code, Object subject) {
            return new Reason(code, subject.toString(), List.of());
        }
    }
}
