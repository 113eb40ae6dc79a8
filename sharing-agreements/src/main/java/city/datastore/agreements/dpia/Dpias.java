package city.datastore.agreements.dpia;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.Varied;
import city.datastore.agreements.dpia.Dpia.Advice;
import city.datastore.agreements.dpia.Dpia.Consultation;
import city.datastore.agreements.dpia.Dpia.Content;
import city.datastore.agreements.dpia.Dpia.Decision;
import city.datastore.agreements.dpia.Dpia.Looked;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of assessments. Each goes through the gate first; inside the transaction the
 * agreement is held, so that nobody signs it while its assessment changes.
 */
public final class Dpias {
    /** Most that are shown of those that wait for advice. */
    private static final int MAX_WAITING = 50;

    /** A page does not read more than so many times as many, whatever other rules judged. */
    private static final int MOST_ROUNDS = 20;

    private static final ZoneId UK = ZoneId.of("Europe/London");

    private final Gatekeeper gate;
    private final AgreementRegister agreements;
    private final DpiaRegister register;
    private final DpiaReview review;
    private final DpiaCheck check;
    private final DpiaChanges changes;

    public Dpias(
            Gatekeeper gate,
            AgreementRegister agreements,
            VariationRegister variations,
            DpiaRegister register,
            DpiaReview review,
            DpiaCheck check,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.agreements = agreements;
        this.register = register;
        this.review = review;
        this.check = check;
        this.changes =
                new DpiaChanges(
                        gate,
                        agreements,
                        variations,
                        register,
                        review,
                        outbox,
                        transactions,
                        clock);
    }

    /**
     * The assessment, for everybody who may see the agreement; for a party that left what was
     * written up to the version that it left, also while there is a next one.
     */
    public Recorded<Assessed> see(Caller caller, AgreementRef reference) {
        Agreement live = changes.live(reference);
        Optional<Varied> varied =
                changes.next(live)
                        .map(next -> new Varied((Offered) live, next, List.of()))
                        .filter(each -> each.isShownTo(caller.agency()));
        Target target =
                varied.map(each -> AgreementTarget.of(each, /* secondFactor= */ false))
                        .orElseGet(() -> AgreementTarget.of(Act.SEE_AGREEMENT, live));
        var pass = gate.admit(Question.of(caller, Act.SEE_AGREEMENT, target));
        int last = varied.isPresent() ? Integer.MAX_VALUE : live.lastVersionFor(caller.agency());
        Dpia stored = register.find(reference, last).orElseGet(() -> Dpia.none(reference));
        Agreement text = varied.map(Varied::next).orElse(live);
        return new Recorded<>(Assessed.of(text, stored, review), pass.event());
    }

    /**
     * Texts whose assessment is written and waits for the advice of a data protection officer such
     * as the caller is, longest waiting first.
     */
    public List<Agreement> waitingForAdvice(Caller caller) {
        AgencyCode agency = caller.agency();
        Instant now = changes.now();
        if (agency == null || !caller.is(Role.DPO)) {
            return List.of();
        }
        var waiting = new ArrayList<Agreement>();
        AgreementRef last = null;
        List<Agreement> found;
        int rounds = 0;
        do { // once, but for assessments that other rules judged: those are read one by one
            rounds++;
            found =
                    agreements.assessedWithoutAdvice(
                            agency, review.rules(), now, last, MAX_WAITING);
            found.stream()
                    .map(each -> changes.text(each.asOf(now)))
                    .filter(this::waitsForAdvice)
                    .limit(MAX_WAITING - waiting.size())
                    .forEach(waiting::add);
            last = found.isEmpty() ? null : found.getLast().head().reference();
        } while (found.size() == MAX_WAITING
                && waiting.size() < MAX_WAITING
                && rounds < MOST_ROUNDS);
        return List.copyOf(waiting);
    }

    private boolean waitsForAdvice(Agreement text) {
        Head head = text.head();
        Dpia dpia = changes.stored(head.reference());
        return !review.outOfDate(head, dpia) && review.unwritten(head, dpia).isEmpty();
    }

    /**
     * What would keep signatures of that text from taking effect, as a sentence that says what to
     * do; empty where nothing does, or nobody is asked to sign any more. Unrecorded, for a reader
     * who has been let through to the agreement.
     */
    public Optional<String> obstacle(Agreement agreement) {
        return isOpen(agreement)
                ? review.obstacle(agreement.head(), changes.stored(agreement.head().reference()))
                : Optional.empty();
    }

    private static boolean isOpen(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _, Agreement.Proposed _ -> true;
            case Agreement.Active active ->
                    active.head().parties().stream()
                            .anyMatch(agency ->
                                    !active.hasSigned(agency)
                                            && !active.signatories().left(agency));
            case Agreement.Suspended _,
                    Agreement.Expired _,
                    Agreement.Terminated _,
                    Agreement.Superseded _ ->
                    false;
        };
    }

    /**
     * Writes the content of steps 1 to 6 and the questions of step 7 anew; it is then about the
     * terms as they are now.
     *
     * @param expectedRevision of the assessment that the caller read; 0 to begin one
     */
    public Recorded<Assessed> write(
            Caller caller, AgreementRef reference, long expectedRevision, Content content) {
        return changes.make(
                caller,
                Act.WRITE_DPIA,
                "written",
                reference,
                expectedRevision,
                (now, by) -> {
                    Head head = now.agreement().head();
                    Content checked = check.check(head.terms(), content);
                    return now.dpia()
                            .written(checked, new Looked(head.version(), TermsDigest.of(head), by));
                });
    }

    /** Records what the data protection officer advises on it. */
    public Recorded<Assessed> advise(
            Caller caller,
            AgreementRef reference,
            long expectedRevision,
            String adviser,
            String position,
            String text) {
        return changes.make(
                caller,
                Act.ADVISE_ON_DPIA,
                "advised",
                reference,
                expectedRevision,
                (now, by) -> {
                    Advice given = check.check(new Advice(by, adviser, position, text));
                    check.requireWritten(now);
                    return now.dpia().advised(given);
                });
    }

    /** Records what the accountable person makes of the advice. */
    public Recorded<Assessed> decide(
            Caller caller,
            AgreementRef reference,
            long expectedRevision,
            String decider,
            String outcome,
            String reasons) {
        return changes.make(
                caller,
                Act.DECIDE_DPIA,
                "decided",
                reference,
                expectedRevision,
                (now, by) -> {
                    Decision made = check.check(new Decision(by, decider, outcome, reasons));
                    check.requireWritten(now);
                    return now.dpia().decided(made);
                });
    }

    /** Records that, and with what answer, the regulator was consulted. */
    public Recorded<Assessed> consult(
            Caller caller,
            AgreementRef reference,
            long expectedRevision,
            String theirReference,
            LocalDate asked,
            String answer,
            String text) {
        return changes.make(
                caller,
                Act.CONSULT_REGULATOR,
                "consulted",
                reference,
                expectedRevision,
                (now, by) -> {
                    var made = new Consultation(by, theirReference, asked, answer, text);
                    Consultation checked = check.check(made, LocalDate.ofInstant(by.at(), UK));
                    check.requireWritten(now);
                    if (!now.consults()) {
                        throw new WrongState(
                                "no risk of "
                                        + reference
                                        + " remains high, so there is nothing to consult the"
                                        + " regulator about (UK GDPR Article 36)");
                    }
                    return now.dpia().consulted(checked);
                });
    }
}
