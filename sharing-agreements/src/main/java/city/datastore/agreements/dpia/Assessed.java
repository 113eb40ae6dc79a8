package city.datastore.agreements.dpia;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException.Fault;
import java.util.List;
import java.util.Optional;

/**
 * An agreement and its assessment, read together.
 *
 * @param dpia {@link Dpia#none} where nobody has begun
 * @param missing what the seven steps still lack
 * @param outOfDate whether the terms are others than those it looked at
 * @param consults whether a risk remains that the regulator has to be consulted about
 * @param obstacle what keeps the agreement from being activated
 */
public record Assessed(
        Agreement agreement,
        Dpia dpia,
        Screening screening,
        List<Fault> missing,
        boolean outOfDate,
        boolean consults,
        Optional<String> obstacle) {
    public Assessed {
        missing = List.copyOf(missing);
    }

    /** Reads them. */
    public static Assessed of(Agreement agreement, Dpia dpia, DpiaReview review) {
        var head = agreement.head();
        return new Assessed(
                agreement,
                dpia,
                review.screening(head.terms(), dpia.content()),
                review.missing(head, dpia),
                review.outOfDate(head, dpia),
                review.remainsHigh(dpia.content()),
                review.obstacle(head, dpia));
    }

    /** How it stands, in the words of the outer contract. */
    public String state() {
        if (!dpia.begun()) {
            return "not-begun";
        }
        if (outOfDate) {
            return "out-of-date";
        }
        return missing.isEmpty() ? "finished" : "unfinished";
    }
}
