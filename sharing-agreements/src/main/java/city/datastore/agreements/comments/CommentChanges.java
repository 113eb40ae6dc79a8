package city.datastore.agreements.comments;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.OnRecord;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.comments.Comments.Can;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Asks the gate, and then writes a comment or an answer and its event in one transaction. */
final class CommentChanges {
    private static final int MAX_DETAIL = 300;

    private final Gatekeeper gate;
    private final AgreementRegister agreements;
    private final VariationRegister variations;
    private final OnRecord record;
    private final Clock clock;

    CommentChanges(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.agreements = agreements;
        this.variations = variations;
        this.record = new OnRecord(outbox, transactions);
        this.clock = clock;
    }

    /** What is to be done while nobody else changes the agreement. */
    interface Work {
        Comment on(Written written, Signature by);
    }

    EventId admit(Caller caller, AgreementRef reference, Act act) {
        return gate.admit(Question.of(caller, act, seen(reference).target(act))).event();
    }

    int lastVersionFor(Caller caller, AgreementRef reference) {
        return seen(reference).lastVersionFor(caller.agency());
    }

    /** What the caller could do now; nothing is recorded. */
    Can can(Caller caller, AgreementRef reference) {
        Written seen = seen(reference);
        var agency = caller.agency();
        boolean answers = !seen.isOver() && may(caller, Act.ANSWER_COMMENT, seen);
        return new Can(
                seen.isOpen() && may(caller, Act.COMMENT_ON_AGREEMENT, seen),
                answers,
                answers && agency != null && caller.is(Role.IG_LEAD) && seen.isDraftedBy(agency));
    }

    /** Why the caller may not comment on it; nothing is recorded. */
    Optional<Judgement.Refused> refusal(Caller caller, AgreementRef reference) {
        return judged(caller, Act.COMMENT_ON_AGREEMENT, seen(reference))
                        instanceof Judgement.Refused refused
                ? Optional.of(refused)
                : Optional.empty();
    }

    private boolean may(Caller caller, Act act, Written seen) {
        return judged(caller, act, seen) instanceof Judgement.Allowed;
    }

    private Judgement judged(Caller caller, Act act, Written seen) {
        return gate.explain(Question.of(caller, act, seen.target(act)));
    }

    private Written seen(AgreementRef reference) {
        return Written.of(
                agreements
                        .find(reference)
                        .orElseThrow(() -> new NotFound(reference.value()))
                        .asOf(clock.instant()),
                variations);
    }

    Recorded<Comment> make(Caller caller, AgreementRef reference, Act act, String said, Work work) {
        admit(caller, reference, act);
        Signature by = Signature.of(caller, said, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return record.make(() -> {
            Written held = hold(reference, by);
            Head text = held.text().head();
            try {
                held.requireParty(by.agency(), act);
                Comment comment = work.on(held, by);
                return record.done(caller, act, text, by.at(), details(comment), comment);
            } catch (WrongAgency refused) {
                return record.refused(caller, act, text, by.at(), refused);
            }
        });
    }

    private Written hold(AgreementRef reference, Signature by) {
        Written held =
                Written.of(
                        agreements
                                .lock(reference)
                                .orElseThrow(() -> new NotFound(reference.value()))
                                .asOf(by.at()),
                        variations);
        if (held.isOver()) {
            throw new WrongState(
                    reference + " is " + held.live().state() + "; its comments stay as they are");
        }
        return held;
    }

    /** Where it is to be found; what it says is in the register only. */
    private static Map<String, String> details(Comment comment) {
        String clause = comment.clause().toString();
        return Map.of(
                "comment",
                String.valueOf(comment.number()),
                "clause",
                clause.length() > MAX_DETAIL ? clause.substring(0, MAX_DETAIL) : clause);
    }
}
