package city.datastore.agreements.dpia;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.OnRecord;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.dpia.Dpia.Writer;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What every step of an assessment is made of: the gate asked first, then one transaction with the
 * row and its event, in which the agreement is held.
 */
final class DpiaChanges {
    private final Gatekeeper gate;
    private final AgreementRegister agreements;
    private final VariationRegister variations;
    private final DpiaRegister register;
    private final DpiaReview review;
    private final OnRecord record;
    private final Clock clock;

    DpiaChanges(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            DpiaRegister register,
            DpiaReview review,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.agreements = agreements;
        this.variations = variations;
        this.register = register;
        this.review = review;
        this.record = new OnRecord(outbox, transactions);
        this.clock = clock;
    }

    Agreement live(AgreementRef reference) {
        return agreements
                .find(reference)
                .orElseThrow(() -> new NotFound(reference.value()))
                .asOf(now());
    }

    /** What is assessed: while an agreement is varied, its next version. */
    Agreement text(Agreement live) {
        return next(live).orElse(live);
    }

    Optional<Agreement> next(Agreement live) {
        return live instanceof Active || live instanceof Suspended
                ? variations.variation(live.head().reference())
                : Optional.empty();
    }

    Dpia stored(AgreementRef reference) {
        return register.find(reference).orElseGet(() -> Dpia.none(reference));
    }

    /**
     * Changes the assessment as it is now.
     *
     * @param act asked of the gate
     * @param what the word for it in the register
     * @param expectedRevision of the assessment that the caller read; 0 to begin one
     * @throws ChangedMeanwhile where it has another
     */
    Recorded<Assessed> make(
            Caller caller,
            Act act,
            String what,
            AgreementRef reference,
            long expectedRevision,
            BiFunction<Assessed, Writer, Dpia> work) {
        gate.admit(Question.of(caller, act, AgreementTarget.of(act, text(live(reference)))));
        Writer by = writer(caller);
        return record.make(() -> {
            Agreement live = held(reference, by);
            Agreement now = text(live);
            if (!mayWrite(live, by, act)) {
                return record.refused(caller, act, now.head(), by.at(), notAParty(now, by));
            }
            Dpia before = stored(reference);
            requireRevision(before, expectedRevision);
            Dpia after = work.apply(Assessed.of(now, before, review), by);
            register.add(after, what, review.judge(now.head(), after), by);
            var assessed = Assessed.of(now, after, review);
            return record.done(caller, act, now.head(), by.at(), Map.of(), assessed);
        });
    }

    private static WrongAgency notAParty(Agreement now, Writer by) {
        return new WrongAgency(
                by.agency()
                        + " is no party to "
                        + now.head().reference()
                        + " as it is in force; only a party can do that",
                null);
    }

    /** The agreement as it is now, which may not be what the gate saw. */
    private Agreement held(AgreementRef reference, Writer by) {
        Agreement now =
                agreements
                        .lock(reference)
                        .orElseThrow(() -> new NotFound(reference.value()))
                        .asOf(by.at());
        boolean over =
                switch (now) {
                    case Draft _, Proposed _, Active _, Suspended _ -> false;
                    case Expired _, Terminated _, Superseded _ -> true;
                };
        if (over) {
            throw new WrongState(
                    reference + " is " + now.state() + "; its assessment stays as it is");
        }
        return now;
    }

    private static boolean mayWrite(Agreement live, Writer by, Act act) {
        return AgreementTarget.of(act, live) instanceof Target.OfAgreement target
                && target.parties().contains(by.agency());
    }

    private static void requireRevision(Dpia dpia, long expected) {
        if (dpia.revision() != expected) {
            throw new ChangedMeanwhile(
                    "the assessment of "
                            + dpia.reference()
                            + " was changed in the meantime and is now at revision "
                            + dpia.revision()
                            + "; read it again first");
        }
    }

    private Writer writer(Caller caller) {
        AgencyCode agency =
                Optional.ofNullable(caller.agency())
                        .orElseThrow(() ->
                                new WrongAgency(
                                        "you act for no agency, so you cannot act for a party",
                                        null));
        return new Writer(agency, caller.person(), caller.username(), now());
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
