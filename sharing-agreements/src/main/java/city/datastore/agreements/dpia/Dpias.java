package city.datastore.agreements.dpia;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
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
import city.datastore.agreements.dpia.Dpia.Writer;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EventId;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of assessments. Each goes through the gate first; inside the transaction the
 * agreement is held, so that nobody signs it while its assessment changes.
 */
public final class Dpias {
    /** Most that are looked through for those that wait for advice. */
    private static final int MAX_WAITING = 50;

    private static final ZoneId UK = ZoneId.of("Europe/London");

    private final Gatekeeper gate;
    private final AgreementRegister agreements;
    private final VariationRegister variations;
    private final DpiaRegister register;
    private final DpiaReview review;
    private final DpiaCheck check;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

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
        this.variations = variations;
        this.register = register;
        this.review = review;
        this.check = check;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The assessment, for everybody who may see the agreement; for a party that left what was
     * written up to the version that it left, also while there is a next one.
     */
    public Recorded<Assessed> see(Caller caller, AgreementRef reference) {
        Agreement live = live(reference);
        Optional<Varied> varied =
                next(live)
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
        return agency == null || !caller.is(Role.DPO)
                ? List.of()
                : agreements.assessedWithoutAdvice(agency, now(), MAX_WAITING).stream()
                        .map(each -> text(each.asOf(now())))
                        .filter(this::waitsForAdvice)
                        .toList();
    }

    private boolean waitsForAdvice(Agreement text) {
        Head head = text.head();
        Dpia dpia = stored(head.reference());
        return !review.outOfDate(head, dpia) && review.unwritten(head, dpia).isEmpty();
    }

    /**
     * What would keep signatures of that text from taking effect, as a sentence that says what to
     * do; empty where nothing does, or nobody is asked to sign any more. Unrecorded, for a reader
     * who has been let through to the agreement.
     */
    public Optional<String> obstacle(Agreement agreement) {
        return isOpen(agreement)
                ? review.obstacle(agreement.head(), stored(agreement.head().reference()))
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
        return change(
                caller,
                reference,
                expectedRevision,
                new Change(Act.WRITE_DPIA, "written"),
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
        return change(
                caller,
                reference,
                expectedRevision,
                new Change(Act.ADVISE_ON_DPIA, "advised"),
                (now, by) -> {
                    Advice given = check.check(new Advice(by, adviser, position, text));
                    requireWritten(now);
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
        return change(
                caller,
                reference,
                expectedRevision,
                new Change(Act.DECIDE_DPIA, "decided"),
                (now, by) -> {
                    Decision made = check.check(new Decision(by, decider, outcome, reasons));
                    requireWritten(now);
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
        return change(
                caller,
                reference,
                expectedRevision,
                new Change(Act.CONSULT_REGULATOR, "consulted"),
                (now, by) -> {
                    var made = new Consultation(by, theirReference, asked, answer, text);
                    Consultation checked = check.check(made, LocalDate.ofInstant(by.at(), UK));
                    requireWritten(now);
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

    /** What is asked of the gate, and the word for it in the register. */
    private record Change(Act act, String what) {}

    /** What a transaction came to: a change, or a refusal that is on the record all the same. */
    private sealed interface Result {}

    private record Done(Recorded<Assessed> assessed) implements Result {}

    private record Refused(WrongAgency why, EventId event) implements Result {}

    private Recorded<Assessed> change(
            Caller caller,
            AgreementRef reference,
            long expectedRevision,
            Change change,
            BiFunction<Assessed, Writer, Dpia> work) {
        gate.admit(question(caller, change.act(), text(live(reference))));
        Writer by = writer(caller);
        Result result =
                Objects.requireNonNull(
                        transactions.execute(_ -> {
                            Agreement live = held(reference, by);
                            Agreement now = text(live);
                            if (!mayWrite(live, by, change.act())) {
                                return refused(caller, change.act(), now, by);
                            }
                            Dpia before = stored(reference);
                            requireRevision(before, expectedRevision);
                            Dpia after = work.apply(Assessed.of(now, before, review), by);
                            register.add(after, change.what(), by);
                            var done = new Outcome.Done();
                            AuditEvent event = event(caller, change.act(), now, by.at(), done);
                            outbox.add(event);
                            return new Done(
                                    new Recorded<>(Assessed.of(now, after, review), event.id()));
                        }));
        return switch (result) {
            case Done(var assessed) -> assessed;
            case Refused(var why, var event) -> {
                why.recordedAs(event);
                throw why;
            }
        };
    }

    private Result refused(Caller caller, Act act, Agreement now, Writer by) {
        String why =
                by.agency()
                        + " is no party to "
                        + now.head().reference()
                        + " as it is in force; only a party can do that";
        var outcome = new Outcome.Refused(List.of(new Reason("wrong-agency", why)));
        AuditEvent event = event(caller, act, now, by.at(), outcome);
        outbox.add(event);
        return new Refused(new WrongAgency(why, null), event.id());
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

    /** What is assessed: while an agreement is varied, its next version. */
    private Agreement text(Agreement live) {
        return next(live).orElse(live);
    }

    private Optional<Agreement> next(Agreement live) {
        return live instanceof Active || live instanceof Suspended
                ? variations.variation(live.head().reference())
                : Optional.empty();
    }

    private void requireWritten(Assessed now) {
        Head head = now.agreement().head();
        if (now.outOfDate()) {
            throw new WrongState(
                    "the assessment of "
                            + head.reference()
                            + " looked at other terms than these; look at it again first");
        }
        List<Fault> missing = review.unwritten(head, now.dpia());
        if (!missing.isEmpty()) {
            throw new BadTerms(missing);
        }
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

    private Agreement live(AgreementRef reference) {
        return agreements
                .find(reference)
                .orElseThrow(() -> new NotFound(reference.value()))
                .asOf(now());
    }

    private Dpia stored(AgreementRef reference) {
        return register.find(reference).orElseGet(() -> Dpia.none(reference));
    }

    private static Question question(Caller caller, Act act, Agreement agreement) {
        return Question.of(caller, act, AgreementTarget.of(act, agreement));
    }

    private static AuditEvent event(
            Caller caller, Act act, Agreement agreement, Instant at, Outcome outcome) {
        Head head = agreement.head();
        return AuditEvent.now(
                at,
                caller.actor(),
                act.action(),
                About.agreement(head.reference(), head.version()),
                outcome,
                caller.request());
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
