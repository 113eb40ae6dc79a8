package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.OwnProposal;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongSigner;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.OnRecord.Result;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.Outbox;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionOperations;

/** Makes a change that the gate has let through: new state, step and event in one transaction. */
public final class Changes {
    /** Most drafts that one agency can have at a time. */
    public static final int MAX_DRAFTS = 1_000;

    private final AgreementRegister register;
    private final OnRecord record;
    private final int maxDrafts;

    /**
     * @param maxDrafts most drafts that one agency can have at a time
     */
    public Changes(
            AgreementRegister register,
            Outbox outbox,
            TransactionOperations transactions,
            int maxDrafts) {
        this.register = register;
        this.record = new OnRecord(outbox, transactions);
        this.maxDrafts = maxDrafts;
    }

    /**
     * Writes a new draft.
     *
     * @param terms already checked
     * @throws WrongState where the agency has as many drafts as it can
     */
    Recorded<Agreement> draft(Caller caller, Terms terms, Signature by) {
        return record.make(() -> {
            int year = by.at().atOffset(ZoneOffset.UTC).getYear();
            // holds everybody else who drafts until the transaction ends, so the count is right
            AgreementRef reference = register.nextReference(year);
            if (register.drafts(by.agency()) >= maxDrafts) {
                throw new WrongState(
                        "an agency can have "
                                + maxDrafts
                                + " drafts at a time, and "
                                + by.agency()
                                + " has that many; write into one of them, or propose some");
            }
            var draft = new Draft(new Head(reference, 1, 1, terms, by.agency()));
            register.add(draft, by);
            return changed(caller, Act.DRAFT_AGREEMENT, draft, by.at());
        });
    }

    /**
     * Judges a move before there is anything to store: faults in terms that cannot be stored anyway
     * help nobody. A refusal is on the record.
     */
    void judge(Caller caller, Move move, Agreement seen) {
        try {
            move.on(seen);
        } catch (WrongAgency | OwnProposal | WrongSigner refused) {
            var _ = record.make(() -> refused(caller, move.act(), seen, move.by().at(), refused));
        }
    }

    /**
     * Makes a move on the agreement as it is now, which may not be what the gate saw.
     *
     * @param still throws when the agreement is not any more what the caller went by
     */
    Recorded<Agreement> make(
            Caller caller, Move move, AgreementRef reference, Consumer<Agreement> still) {
        return make(caller, move, reference, () -> {}, still, after -> after);
    }

    /**
     * The same, with something else that has to be done in the transaction.
     *
     * @param first such as holding another agreement against everybody else
     * @param then such as keeping a seal of what was signed; answers what the agreement is then
     */
    Recorded<Agreement> make(
            Caller caller,
            Move move,
            AgreementRef reference,
            Runnable first,
            Consumer<Agreement> still,
            UnaryOperator<Agreement> then) {
        return record.make(() -> {
            first.run();
            Agreement before =
                    register.lock(reference).orElseThrow(() -> new NotFound(reference.value()));
            Instant at = move.by().at();
            Agreement after;
            try {
                after = move.on(before);
                still.accept(before);
            } catch (WrongAgency | OwnProposal | WrongSigner refused) {
                return refused(caller, move.act(), before, at, refused);
            }
            register.save(before, after, move);
            return changed(caller, move.act(), then.apply(after), at);
        });
    }

    /**
     * Makes a change on the next version of an agreement that is locked meanwhile.
     *
     * @param work from the agreement as it stands to what it is now about
     */
    Recorded<Agreement> vary(
            Caller caller,
            Act act,
            AgreementRef reference,
            Instant at,
            Function<Agreement, Agreement> work) {
        return record.make(() -> {
            Agreement live =
                    register.lock(reference)
                            .orElseThrow(() -> new NotFound(reference.value()))
                            .asOf(at);
            try {
                return changed(caller, act, work.apply(live), at);
            } catch (WrongAgency | OwnProposal | WrongSigner refused) {
                return refused(caller, act, live, at, refused);
            }
        });
    }

    private Result<Agreement> changed(Caller caller, Act act, Agreement agreement, Instant at) {
        return record.done(caller, act, agreement.head(), at, Map.of(), agreement);
    }

    private Result<Agreement> refused(
            Caller caller, Act act, Agreement agreement, Instant at, AgreementException why) {
        return record.refused(caller, act, agreement.head(), at, why);
    }
}
