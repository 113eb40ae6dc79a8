package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.agreements.signing.Sealing;
import city.datastore.agreements.signing.Statement;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.NameException;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The use cases of agreements; each goes through the gate first and changes the register in one
 * transaction.
 *
 * <p>Decide outside, change inside: no transaction is open while the gate decides; inside the
 * transaction the agreement is locked and its state judged again, since it may have changed in
 * between.
 */
public final class Agreements {
    /** Longest comment or reason, in characters. */
    public static final int MAX_COMMENT = 2_000;

    /** Most agreements in a list of what waits or is due. */
    public static final int MAX_WAITING = 100;

    private final Gatekeeper gate;
    private final AgreementRegister register;
    private final VariationRegister variations;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Offices offices;
    private final Sealing sealing;
    private final Activation activation;
    private final Changes changes;
    private final Clock clock;

    public Agreements(
            Gatekeeper gate,
            AgreementRegister register,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Sealing sealing,
            Activation activation,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.gate = gate;
        this.register = register;
        this.variations = variations;
        this.datasets = datasets;
        this.check = check;
        this.offices = offices;
        this.sealing = sealing;
        this.activation = activation;
        this.changes = new Changes(register, outbox, transactions);
        this.clock = clock;
    }

    /** Starts an agreement to which the caller's agency is a party. */
    public Recorded<Agreement> draft(Caller caller, Terms terms) {
        var target = new Target.OfAgreement(null, null, partiesOf(terms), null, false);
        gate.admit(Question.of(caller, Act.DRAFT_AGREEMENT, target));
        Signature by = signature(caller, "");
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
        Agreement seen = admitted(caller, reference, Act.EDIT_AGREEMENT);
        Signature by = signature(caller, "");
        // said first: faults in terms that cannot be stored anyway help nobody
        new Move.Edit(by, terms).on(seen);
        requireRevision(seen, expectedRevision);
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
                current -> requireRevision(current, expectedRevision));
    }

    /** As {@link #propose(Caller, AgreementRef, String)}, whatever the caller read. */
    public Recorded<Agreement> propose(Caller caller, AgreementRef reference) {
        return propose(caller, reference, null);
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
        Agreement seen = admitted(caller, reference, Act.PROPOSE_AGREEMENT);
        Terms terms = seen.head().terms();
        var move = new Move.Propose(signature(caller, ""), offices.demanded(terms));
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
                    requireRead(current, read);
                    if (current instanceof Draft) {
                        requireRevision(current, seen.head().revision());
                    }
                });
    }

    /** As {@link #approve(Caller, AgreementRef, String, String)}, whatever the caller read. */
    public Recorded<Agreement> approve(Caller caller, AgreementRef reference, String comment) {
        return approve(caller, reference, comment, null);
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
        Agreement seen = admitted(caller, reference, Act.APPROVE_AGREEMENT);
        var move = new Move.Approve(signature(caller, said("comment", comment, 0)));
        return sign(
                caller,
                move,
                Signatories.LEAD,
                seen,
                current -> {
                    requireRead(current, read);
                    requireTerms(current, seen);
                });
    }

    /** As the other one, whatever the caller read. */
    public Recorded<Agreement> signOff(
            Caller caller, AgreementRef reference, String office, String comment) {
        return signOff(caller, reference, office, comment, null);
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
        Agreement seen = admitted(caller, reference, Act.SIGN_OFF_AGREEMENT);
        int least = office.equals(Offices.ADVISER) ? 1 : 0;
        var move = new Move.SignOff(signature(caller, said("comment", comment, least)), office);
        return sign(
                caller,
                move,
                office,
                seen,
                current -> {
                    Offices.requireHeld(caller, office);
                    requireRead(current, read);
                    requireTerms(current, seen);
                });
    }

    private Recorded<Agreement> sign(
            Caller caller, Move move, String office, Agreement seen, Consumer<Agreement> still) {
        return changes.make(
                caller,
                move,
                seen.head().reference(),
                () -> {},
                still,
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
                });
    }

    /** A signature is for the terms that were read, however long ago. */
    private static void requireRead(Agreement current, @Nullable String read) {
        if (read != null && !read.equals(TermsDigest.of(current.head()))) {
            throw changedMeanwhile(current);
        }
    }

    /** And for those that the gate saw. */
    private static void requireTerms(Agreement current, Agreement seen) {
        if (!current.head().terms().equals(seen.head().terms())) {
            throw changedMeanwhile(current);
        }
    }

    /** Every signature that was ever given on it, with its seal, oldest first. */
    public Recorded<List<SealedSignature>> signatures(Caller caller, AgreementRef reference) {
        Recorded<Agreement> seen = see(caller, reference);
        return new Recorded<>(register.signatures(reference), seen.event());
    }

    /** One edition of its terms, with the version that it belongs to; empty where there is none. */
    public Recorded<Optional<Head>> edition(Caller caller, AgreementRef reference, int edition) {
        Recorded<Agreement> seen = see(caller, reference);
        return new Recorded<>(register.edition(reference, edition), seen.event());
    }

    /** Back to draft. */
    public Recorded<Agreement> sendBack(Caller caller, AgreementRef reference, String comment) {
        admitted(caller, reference, Act.RETURN_AGREEMENT);
        var move = new Move.SendBack(signature(caller, said("comment", comment, 0)));
        return changes.make(caller, move, reference, _ -> {});
    }

    public Recorded<Agreement> suspend(Caller caller, AgreementRef reference, String reason) {
        admitted(caller, reference, Act.SUSPEND_AGREEMENT);
        var move = new Move.Suspend(signature(caller, said("reason", reason, 1)));
        return changes.make(caller, move, reference, _ -> {});
    }

    public Recorded<Agreement> resume(Caller caller, AgreementRef reference) {
        admitted(caller, reference, Act.RESUME_AGREEMENT);
        return changes.make(caller, new Move.Resume(signature(caller, "")), reference, _ -> {});
    }

    public Recorded<Agreement> terminate(Caller caller, AgreementRef reference, String reason) {
        admitted(caller, reference, Act.TERMINATE_AGREEMENT);
        var move = new Move.Terminate(signature(caller, said("reason", reason, 1)));
        return changes.make(caller, move, reference, _ -> {});
    }

    /** Reminds a party that has not signed yet; once a day at most. */
    public Recorded<Agreement> nudge(Caller caller, AgreementRef reference, AgencyCode agency) {
        admitted(caller, reference, Act.NUDGE_PARTY);
        return changes.make(
                caller, new Move.Nudge(signature(caller, ""), agency), reference, _ -> {});
    }

    /** Takes the caller's agency out of it, at once. */
    public Recorded<Agreement> leave(Caller caller, AgreementRef reference, String reason) {
        admitted(caller, reference, Act.LEAVE_AGREEMENT);
        var move = new Move.Leave(signature(caller, said("reason", reason, 1)));
        return changes.make(caller, move, reference, _ -> {});
    }

    /** Adds a party that provides or receives, and then has to sign. */
    public Recorded<Agreement> invite(Caller caller, AgreementRef reference, Terms.Party party) {
        Agreement seen = admitted(caller, reference, Act.INVITE_PARTY);
        Signature by = signature(caller, "");
        Terms wider = seen.head().terms().with(party);
        // said first: faults in terms that cannot be stored anyway help nobody
        new Move.Invite(by, party.agency(), wider).on(seen);
        requireNotVaried(reference);
        Terms checked = check.check(wider, known(caller, seen), Set.of(by.agency()), by.at());
        return changes.make(
                caller,
                new Move.Invite(by, party.agency(), checked),
                reference,
                current -> {
                    requireTerms(current, seen);
                    requireNotVaried(reference);
                });
    }

    /**
     * The agreement as a move of the caller's would leave it; empty where they cannot make it.
     * Nothing is changed or recorded.
     */
    public Optional<Agreement> foresee(
            Caller caller, Agreement agreement, Function<Signature, Move> move) {
        try {
            return Optional.of(move.apply(signature(caller, "foreseen")).on(agreement));
        } catch (AgreementException _) {
            return Optional.empty();
        }
    }

    /** What the agreement names already, whoever may see it knows of. */
    private KnownDatasets known(Caller caller, Agreement seen) {
        return datasets.of(caller, seen.head().terms().datasetIds());
    }

    private void requireNotVaried(AgreementRef reference) {
        if (variations.variation(reference).isPresent()) {
            throw new WrongState(
                    reference
                            + " is being varied; name the agency in its next version, or withdraw"
                            + " that version first");
        }
    }

    /**
     * Ends it in favour of another one, which is in force and to which the caller's agency has
     * signed as well.
     */
    public Recorded<Agreement> supersede(
            Caller caller, AgreementRef reference, AgreementRef successor) {
        if (successor.equals(reference)) {
            throw new BadTerms(List.of(new Fault("by", reference + " cannot take its own place")));
        }
        admitted(caller, reference, Act.SUPERSEDE_AGREEMENT);
        requireSuccessor(caller, admitted(caller, successor, Act.SEE_AGREEMENT));
        Signature by = signature(caller, "Replaced by " + successor);
        return changes.make(
                caller,
                new Move.Supersede(by, successor),
                reference,
                () -> {
                    // always in the same order, so that nobody waits for each other
                    Stream.of(reference, successor).sorted().forEach(register::lock);
                    requireSuccessor(caller, find(successor));
                },
                _ -> {},
                _ -> {});
    }

    private static void requireSuccessor(Caller caller, Agreement successor) {
        if (!(successor instanceof Active active)) {
            throw new WrongState(
                    successor.head().reference()
                            + " is "
                            + successor.state()
                            + "; only an active agreement can take another one's place");
        }
        AgencyCode agency = caller.agency();
        if (agency == null || !active.hasSigned(agency)) {
            throw new WrongAgency(agency + " has not signed " + successor.head().reference(), null);
        }
    }

    /**
     * One agreement, for its parties and auditors within scope; the event is the decision to show
     * it.
     */
    public Recorded<Agreement> see(Caller caller, AgreementRef reference) {
        Agreement seen = find(reference);
        Pass pass = gate.admit(question(caller, Act.SEE_AGREEMENT, seen));
        return new Recorded<>(seen, pass.event());
    }

    /**
     * One agreement, unrecorded, for a page that only says how it stands; empty where there is none
     * that the caller may see. See {@link #see} for its terms.
     */
    public Optional<Agreement> glance(Caller caller, AgreementRef reference) {
        return register.find(reference)
                .map(found -> found.asOf(now()))
                .filter(found ->
                        gate.explain(question(caller, Act.SEE_AGREEMENT, found))
                                instanceof Judgement.Allowed);
    }

    public Recorded<List<Step>> history(Caller caller, AgreementRef reference) {
        Recorded<Agreement> seen = see(caller, reference);
        return new Recorded<>(register.history(reference), seen.event());
    }

    /**
     * Agreements that the caller may see, newest first: those of their agency, and for the city's
     * own auditors all.
     *
     * @throws IllegalArgumentException if the state or the cursor is none of ours
     */
    public Page<Agreement> find(Caller caller, AgreementQuery query, PageRequest page) {
        AgencyCode agency = caller.agency();
        if (agency == null || caller.roles().isEmpty()) {
            return new Page<>(List.of(), null);
        }
        Instant now = now();
        List<Agreement> found =
                register.search(
                        query,
                        seesAll(caller) ? null : agency,
                        now,
                        cursor(page),
                        page.limit() + 1);
        return page(found.stream().map(each -> each.asOf(now)).toList(), page);
    }

    /**
     * What was found, cut to the page.
     *
     * @param found one more than the page holds where there is a next one
     */
    private static Page<Agreement> page(List<Agreement> found, PageRequest page) {
        List<Agreement> items = found.stream().limit(page.limit()).toList();
        return new Page<>(
                items,
                found.size() > page.limit()
                        ? Cursor.of(items.getLast().head().reference().value())
                        : null);
    }

    /**
     * What anybody may know, signed in or not: agreements in force whose parties said that a
     * summary can be published, newest first.
     *
     * @param query of which only giver and receiver are looked at
     * @throws IllegalArgumentException if the cursor is none of ours
     */
    public Page<Agreement> published(AgreementQuery query, PageRequest page) {
        return page(register.published(query, now(), cursor(page), page.limit() + 1), page);
    }

    /** Agreements that wait for the caller's agency to approve, longest waiting first. */
    public List<Agreement> waitingForApproval(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.IG_LEAD)
                ? List.of()
                : register.waitingFor(agency, now(), MAX_WAITING);
    }

    /** Agreements that wait for an office of the caller's to sign off, longest waiting first. */
    public List<Agreement> waitingForSignOff(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null
                ? List.of()
                : Stream.of(Role.SIRO, Role.CALDICOTT_GUARDIAN)
                        .filter(caller::is)
                        .flatMap(role ->
                                register
                                        .waitingFor(agency, role.code(), now(), MAX_WAITING)
                                        .stream())
                        .distinct()
                        .toList();
    }

    /**
     * Agreements that are being signed and of which the caller, a data protection officer of a
     * party, has said nothing yet, longest waiting first.
     */
    public List<Agreement> waitingForAdvice(Caller caller) {
        AgencyCode agency = caller.agency();
        return agency == null || !caller.is(Role.DPO)
                ? List.of()
                : register.unadvised(agency, caller.person(), now(), MAX_WAITING);
    }

    /** Agreements of the caller's agency that end, or are due for review, within that time. */
    public List<Agreement> dueWithin(Caller caller, Duration time) {
        AgencyCode agency = caller.agency();
        Instant now = now();
        return agency == null || caller.roles().isEmpty()
                ? List.of()
                : register.dueBefore(agency, now, now.plus(time), MAX_WAITING);
    }

    private Agreement admitted(Caller caller, AgreementRef reference, Act act) {
        Agreement seen = find(reference);
        gate.admit(Question.of(caller, act, target(act, seen, secondFactor(seen))));
        return seen;
    }

    private Agreement find(AgreementRef reference) {
        return register.find(reference)
                .orElseThrow(() -> new NotFound(reference.value()))
                .asOf(now());
    }

    private static Question question(Caller caller, Act act, Agreement agreement) {
        return Question.of(caller, act, target(act, agreement));
    }

    /** Whether signing it takes a sign-in with a second factor. */
    public boolean secondFactor(Agreement agreement) {
        return offices.secondFactor(agreement.head().terms());
    }

    /** What the gate is asked about an agreement when it does not matter how somebody signed in. */
    public static Target target(Act act, Agreement agreement) {
        return target(act, agreement, /* secondFactor= */ false);
    }

    /** A party that has left an agreement still sees it, and does nothing with it. */
    private static Target target(Act act, Agreement agreement, boolean secondFactor) {
        Head head = agreement.head();
        AgencyCode offeredBy =
                agreement instanceof Proposed proposed ? proposed.offeredBy().agency() : null;
        Set<AgencyCode> parties =
                head.parties().stream()
                        .filter(agency ->
                                act == Act.SEE_AGREEMENT
                                        || !(agreement instanceof Offered offered)
                                        || !offered.signatories().left(agency))
                        .collect(Collectors.toUnmodifiableSet());
        return new Target.OfAgreement(
                head.reference(), head.version(), parties, offeredBy, secondFactor);
    }

    private static Set<AgencyCode> partiesOf(Terms terms) {
        return terms.parties().stream().map(Terms.Party::agency).collect(Collectors.toSet());
    }

    private static boolean seesAll(Caller caller) {
        return caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
    }

    private static @Nullable AgreementRef cursor(PageRequest page) {
        String cursor = page.cursor();
        try {
            return cursor == null ? null : new AgreementRef(Cursor.key(cursor));
        } catch (NameException e) {
            throw new IllegalArgumentException(
                    "the cursor is not one that a page of this list gave as its next", e);
        }
    }

    private static void requireRevision(Agreement agreement, long expected) {
        if (agreement.head().revision() != expected) {
            throw changedMeanwhile(agreement);
        }
    }

    private static ChangedMeanwhile changedMeanwhile(Agreement agreement) {
        return new ChangedMeanwhile(
                agreement.head().reference()
                        + " was changed in the meantime and is now "
                        + agreement.state()
                        + " at revision "
                        + agreement.head().revision()
                        + "; read it again first");
    }

    static String said(String field, String text, int min) {
        String stripped = text.strip();
        PlainText.fault(stripped, min, MAX_COMMENT, true)
                .ifPresent(rule -> {
                    throw new BadTerms(List.of(new Fault(field, "the " + field + " " + rule)));
                });
        return stripped;
    }

    private Signature signature(Caller caller, String comment) {
        return signature(caller, comment, now());
    }

    /** The mark of a lead of the agency that the caller acts for. */
    public static Signature signature(Caller caller, String comment, Instant at) {
        AgencyCode agency = caller.agency();
        if (agency == null) {
            throw new WrongAgency("you act for no agency, so you cannot act for a party", null);
        }
        return new Signature(agency, caller.person(), caller.username(), at, comment);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
