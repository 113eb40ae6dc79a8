package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.agreements.signing.Sealing;
import city.datastore.agreements.signing.Statement;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of agreements; each goes through the gate first and changes the register in one
 * transaction.
 *
 * <p>Decide outside, change inside: no transaction is open while the gate decides; inside the
 * transaction the agreement is locked and its state judged again, since it may have changed in
 * between.
 */
public final class Agreements {
    private final Gatekeeper gate;
    private final Admission admission;
    private final AgreementRegister register;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Offices offices;
    private final Sealing sealing;
    private final Activation activation;
    private final NextVersions nextVersions;
    private final Changes changes;

    public Agreements(
            Gatekeeper gate,
            Admission admission,
            AgreementRegister register,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Sealing sealing,
            Activation activation,
            NextVersions nextVersions,
            Changes changes) {
        this.gate = gate;
        this.admission = admission;
        this.register = register;
        this.datasets = datasets;
        this.check = check;
        this.offices = offices;
        this.sealing = sealing;
        this.activation = activation;
        this.nextVersions = nextVersions;
        this.changes = changes;
    }

    /** Starts an agreement to which the caller's agency is a party. */
    public Recorded<Agreement> draft(Caller caller, Terms terms) {
        gate.admit(Question.of(caller, Act.DRAFT_AGREEMENT, AgreementTarget.of(terms)));
        Signature by = admission.signature(caller, "");
        Terms checked =
                check.check(terms, datasets.of(caller, Set.of()), Set.of(by.agency()), by.at());
        return changes.draft(caller, checked, by);
    }

    /**
     * Writes other terms into a draft.
     *
     * @param expectedRevision the revision the caller read
     */
    public Recorded<Agreement> edit(
            Caller caller, AgreementRef reference, long expectedRevision, Terms terms) {
        Agreement seen = admission.admit(caller, reference, Act.EDIT_AGREEMENT);
        Signature by = admission.signature(caller, "");
        changes.judge(caller, new Move.Edit(by, terms), seen);
        Unchanged.AGREEMENT.requireRevision(seen, expectedRevision);
        Terms checked =
                check.check(
                        terms.following(seen.head().terms()),
                        known(caller, seen),
                        Set.copyOf(List.of(by.agency(), seen.head().draftedBy())),
                        by.at());
        return changes.make(
                caller,
                new Move.Edit(by, checked),
                reference,
                current -> Unchanged.AGREEMENT.requireRevision(current, expectedRevision));
    }

    /**
     * Offers it to the other parties, which approves it for the caller's agency.
     *
     * @param read digest of the terms that the caller read, see {@link TermsDigest}; null where
     *     that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> propose(
            Caller caller, AgreementRef reference, @Nullable String read) {
        Agreement seen = admission.admit(caller, reference, Act.PROPOSE_AGREEMENT);
        Terms terms = seen.head().terms();
        var move = new Move.Propose(admission.signature(caller, ""), offices.demanded(terms));
        if (seen instanceof Draft draft) {
            // what it names may have gone since it was drafted
            check.checkWhole(
                    terms, known(caller, seen), Set.of(draft.head().draftedBy()), move.by().at());
        }
        return sign(
                caller,
                move,
                Signatories.LEAD,
                seen,
                current -> {
                    Unchanged.AGREEMENT.requireRead(current, read);
                    if (current instanceof Draft) {
                        Unchanged.AGREEMENT.requireRevision(current, seen.head().revision());
                    }
                });
    }

    /**
     * Signs for the caller's agency the terms that are there now.
     *
     * @param comment may be empty
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> approve(
            Caller caller, AgreementRef reference, String comment, @Nullable String read) {
        Agreement seen = admission.admit(caller, reference, Act.APPROVE_AGREEMENT);
        var move =
                new Move.Approve(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return sign(
                caller,
                move,
                Signatories.LEAD,
                seen,
                current -> {
                    Unchanged.AGREEMENT.requireRead(current, read);
                    Unchanged.AGREEMENT.requireTerms(current, seen);
                });
    }

    /**
     * Signs the terms that are there now in an office that the caller holds, besides the lead.
     *
     * @param office such as {@code siro}
     * @param comment may be empty, but not where somebody advises
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> signOff(
            Caller caller,
            AgreementRef reference,
            String office,
            String comment,
            @Nullable String read) {
        Agreement seen = admission.admit(caller, reference, Act.SIGN_OFF_AGREEMENT);
        int least = office.equals(Offices.ADVISER) ? 1 : 0;
        var move =
                new Move.SignOff(
                        admission.signature(caller, PlainText.comment("comment", comment, least)),
                        office);
        return sign(
                caller,
                move,
                office,
                seen,
                current -> {
                    Offices.requireHeld(caller, office);
                    Unchanged.AGREEMENT.requireRead(current, read);
                    Unchanged.AGREEMENT.requireTerms(current, seen);
                });
    }

    private Recorded<Agreement> sign(
            Caller caller, Move move, String office, Agreement seen, Consumer<Agreement> still) {
        return changes.make(
                caller,
                move,
                seen.head().reference(),
                () -> {},
                current -> {
                    still.accept(current);
                    nextVersions.requireAnother(move.on(current), move.by());
                },
                after -> {
                    if (after instanceof Active activated && !office.equals(Offices.ADVISER)) {
                        activation.require(activated);
                    }
                    register.seal(
                            after,
                            move.by(),
                            office,
                            sealing.seal(
                                    new Statement(
                                            after.head(), move.by(), office, caller.stepUp())));
                    return after;
                });
    }

    /** Back to draft. */
    public Recorded<Agreement> sendBack(Caller caller, AgreementRef reference, String comment) {
        admission.admit(caller, reference, Act.RETURN_AGREEMENT);
        var move =
                new Move.SendBack(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return changes.make(caller, move, reference, _ -> {});
    }

    public Recorded<Agreement> suspend(Caller caller, AgreementRef reference, String reason) {
        admission.admit(caller, reference, Act.SUSPEND_AGREEMENT);
        var move =
                new Move.Suspend(
                        admission.signature(caller, PlainText.comment("reason", reason, 1)));
        return changes.make(caller, move, reference, _ -> {});
    }

    public Recorded<Agreement> resume(Caller caller, AgreementRef reference) {
        admission.admit(caller, reference, Act.RESUME_AGREEMENT);
        return makingWay(caller, new Move.Resume(admission.signature(caller, "")), reference);
    }

    /** Its next version may have waited for that move alone. */
    private Recorded<Agreement> makingWay(Caller caller, Move move, AgreementRef reference) {
        return changes.make(
                caller,
                move,
                reference,
                () -> {},
                _ -> {},
                after -> nextVersions.adopted(after, move.by()));
    }

    public Recorded<Agreement> terminate(Caller caller, AgreementRef reference, String reason) {
        admission.admit(caller, reference, Act.TERMINATE_AGREEMENT);
        var move =
                new Move.Terminate(
                        admission.signature(caller, PlainText.comment("reason", reason, 1)));
        return changes.make(caller, move, reference, _ -> {});
    }

    /** Takes the caller's agency out of it, at once. */
    public Recorded<Agreement> leave(Caller caller, AgreementRef reference, String reason) {
        admission.admit(caller, reference, Act.LEAVE_AGREEMENT);
        var move =
                new Move.Leave(admission.signature(caller, PlainText.comment("reason", reason, 1)));
        return makingWay(caller, move, reference);
    }

    /**
     * The agreement as a move of the caller's would leave it, with its next version where that
     * waits for the move alone; empty where they cannot make it. Nothing is changed or recorded.
     */
    public Optional<Agreement> foresee(
            Caller caller, Agreement agreement, Function<Signature, Move> move) {
        try {
            Move made = move.apply(admission.signature(caller, "foreseen"));
            var target = AgreementTarget.of(made.act(), agreement);
            if (!(gate.explain(Question.of(caller, made.act(), target))
                    instanceof Judgement.Allowed)) {
                return Optional.empty();
            }
            Agreement after = made.on(agreement);
            return Optional.of(
                    made instanceof Move.Resume || made instanceof Move.Leave
                            ? nextVersions.foreseen(after, made.by())
                            : after);
        } catch (AgreementException _) {
            return Optional.empty();
        }
    }

    /**
     * One agreement, for its parties and auditors within scope; the event is the decision to show
     * it.
     */
    public Recorded<Agreement> see(Caller caller, AgreementRef reference) {
        Agreement seen = admission.find(reference);
        Pass pass = gate.admit(question(caller, seen));
        return new Recorded<>(seen, pass.event());
    }

    /**
     * One agreement, unrecorded, for a page that only says how it stands; empty where there is none
     * that the caller may see. See {@link #see} for its terms.
     */
    public Optional<Agreement> glance(Caller caller, AgreementRef reference) {
        return register.find(reference)
                .map(found -> found.asOf(admission.now()))
                .filter(found ->
                        gate.explain(question(caller, found)) instanceof Judgement.Allowed);
    }

    /** The same of an earlier version of it; empty where there was none. */
    public Optional<Head> glance(Caller caller, AgreementRef reference, int version) {
        return glance(caller, reference)
                .map(Agreement::head)
                .filter(head -> version <= head.version())
                .flatMap(_ -> register.version(reference, version));
    }

    /** Every step, oldest first; for a party that left up to the version that it left. */
    public Recorded<List<Step>> history(Caller caller, AgreementRef reference) {
        Recorded<Agreement> seen = see(caller, reference);
        int last = seen.value().lastVersionFor(caller.agency());
        return new Recorded<>(
                register.history(reference).stream()
                        .filter(each -> each.ofVersion() <= last)
                        .toList(),
                seen.event());
    }

    /**
     * Every signature that was ever given on it, with its seal, oldest first; for a party that left
     * up to the version that it left.
     */
    public Recorded<List<SealedSignature>> signatures(Caller caller, AgreementRef reference) {
        Recorded<Agreement> seen = see(caller, reference);
        int last = seen.value().lastVersionFor(caller.agency());
        return new Recorded<>(register.signatures(reference, last), seen.event());
    }

    /**
     * One edition of its terms, with the version that it belongs to; empty where there is none. A
     * text above the present version is for those who may see the next version, and for a party
     * that left only where it names it; one that never was in force is for parties that it names or
     * that have signed the present version.
     */
    public Recorded<Optional<Head>> edition(Caller caller, AgreementRef reference, int edition) {
        Agreement seen = admission.find(reference);
        Optional<Head> found = register.edition(reference, edition);
        Target target =
                found.map(text -> target(seen, text, edition))
                        .orElseGet(() -> AgreementTarget.of(Act.SEE_AGREEMENT, seen));
        Pass pass = gate.admit(Question.of(caller, Act.SEE_AGREEMENT, target));
        return new Recorded<>(found, pass.event());
    }

    private Target target(Agreement seen, Head text, int edition) {
        if (text.version() > seen.head().version()) {
            return nextVersions.later(seen, text);
        }
        // what was proposed last of a version came into force, and so did what an invitation added
        boolean proposed =
                register.lastProposed(text.reference(), text.version())
                        .filter(last -> edition >= last)
                        .isPresent();
        return proposed && seen instanceof Offered
                ? AgreementTarget.of(Act.SEE_AGREEMENT, seen)
                : AgreementTarget.neverInForce(seen, text);
    }

    /** What the agreement names already, whoever may see it knows of. */
    private KnownDatasets known(Caller caller, Agreement seen) {
        return datasets.of(caller, seen.head().terms().datasetIds());
    }

    /** Whether signing it takes a sign-in with a second factor. */
    public boolean secondFactor(Agreement agreement) {
        return offices.secondFactor(agreement.head().terms());
    }

    private static Question question(Caller caller, Agreement agreement) {
        var target = AgreementTarget.of(Act.SEE_AGREEMENT, agreement);
        return Question.of(caller, Act.SEE_AGREEMENT, target);
    }
}
