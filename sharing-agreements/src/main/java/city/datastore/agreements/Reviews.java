package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.reviews.Period;
import city.datastore.agreements.reviews.Review;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of reviewing an agreement in force. Each goes through the gate first; what came of
 * a review is a change like another.
 */
public final class Reviews {
    private final Gatekeeper gate;
    private final Admission admission;
    private final ReviewRegister register;
    private final Changes changes;

    public Reviews(Gatekeeper gate, Admission admission, ReviewRegister register, Changes changes) {
        this.gate = gate;
        this.admission = admission;
        this.register = register;
        this.changes = changes;
    }

    /**
     * The agreement, for somebody who may see how it was used; that they look is on the record.
     *
     * @throws WrongState while it is a draft or a proposal, since nothing was read under it
     */
    public Recorded<Offered> look(Caller caller, AgreementRef reference) {
        Agreement seen = admission.find(reference);
        var pass = gate.admit(question(caller, Act.SEE_USE, seen));
        if (seen instanceof Draft || seen instanceof Proposed) {
            throw new WrongState(
                    reference
                            + " is "
                            + seen.state()
                            + "; nobody can have used an agreement that was never in force");
        }
        return new Recorded<>((Offered) seen, pass.event());
    }

    /** Which days a review was about, from the agreement and the reviews before it. */
    @FunctionalInterface
    public interface Days {
        Period of(Offered agreement, List<Review> past);
    }

    /** The reviews so far, newest first, for whoever has been let through to the agreement. */
    public List<Review> of(AgreementRef reference) {
        return register.of(reference);
    }

    /** The latest that a review made now can put off the next one. */
    public Instant latestNext(Agreement agreement) {
        return latestNext(agreement.head().terms(), admission.now());
    }

    /**
     * Records what came of a review.
     *
     * @param next when the next one is due; null where the agreement is to end
     * @param comment may be empty
     * @throws BadTerms where the date breaks its rule
     * @throws WrongState unless the agreement is active or suspended
     */
    public Recorded<Agreement> conclude(
            Caller caller,
            AgreementRef reference,
            Days days,
            ReviewOutcome outcome,
            @Nullable Instant next,
            String comment) {
        Agreement seen = admission.find(reference);
        gate.admit(question(caller, Act.REVIEW_AGREEMENT, seen));
        Signature by = admission.signature(caller, PlainText.comment("comment", comment, 0));
        if (!(seen instanceof Active || seen instanceof Suspended)) {
            throw new WrongState(
                    reference + " is " + seen.state() + "; " + Move.Kind.REVIEW.rule());
        }
        Period period = days.of((Offered) seen, register.of(reference));
        Instant due = due(seen.head().terms(), outcome, next, by.at());
        return changes.make(
                caller,
                new Move.Review(by, outcome, due),
                reference,
                () -> {},
                current -> require(current, seen),
                after -> {
                    register.add(
                            reference,
                            new Review(0, after.head().version(), period, outcome, due, by));
                    return after;
                });
    }

    /** A review is of the terms that were read. */
    private static void require(Agreement current, Agreement seen) {
        if (!current.head().terms().equals(seen.head().terms())) {
            throw new AgreementException.ChangedMeanwhile(
                    current.head().reference()
                            + " was changed in the meantime; look at its review again first");
        }
    }

    private static Instant due(
            Terms terms, ReviewOutcome outcome, @Nullable Instant next, Instant now) {
        if (outcome == ReviewOutcome.ENDED) {
            if (next != null) {
                throw fault("an agreement that is to end has no next review; leave it out");
            }
            return terms.ends();
        }
        if (next == null) {
            throw fault("say when the next review is due");
        }
        Instant due = next.truncatedTo(ChronoUnit.MILLIS);
        Instant latest = latestNext(terms, now);
        if (!due.isAfter(now)) {
            throw fault("the next review is due after today, not on " + UkTime.start(due));
        }
        if (due.isAfter(latest)) {
            throw fault(
                    "the next review is due by "
                            + UkTime.start(latest)
                            + " at the latest: the parties signed for a review after that time;"
                            + " vary the agreement to change it");
        }
        return due;
    }

    /** As long after this review as the parties signed for the first one, and not past the end. */
    private static Instant latestNext(Terms terms, Instant now) {
        Instant latest = now.plus(Duration.between(terms.starts(), terms.reviewDue()));
        return latest.isAfter(terms.ends()) ? terms.ends() : latest;
    }

    private static BadTerms fault(String message) {
        return new BadTerms(List.of(new Fault("nextReview", message)));
    }

    private static Question question(Caller caller, Act act, Agreement agreement) {
        return Question.of(caller, act, AgreementTarget.of(act, agreement));
    }
}
