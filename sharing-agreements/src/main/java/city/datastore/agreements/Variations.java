package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.reviews.Narrowing;
import city.datastore.agreements.signing.Sealing;
import city.datastore.agreements.signing.Statement;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of varying an agreement in force: its next version is written, offered and signed
 * beside it, and takes its place when all have signed whom the change concerns. Each goes through
 * the gate first and changes the register in one transaction.
 */
public final class Variations {
    private final Gatekeeper gate;
    private final Admission admission;
    private final AgreementRegister register;
    private final VariationRegister variations;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Offices offices;
    private final Sealing sealing;
    private final Activation activation;
    private final Changes changes;

    public Variations(
            Gatekeeper gate,
            Admission admission,
            AgreementRegister register,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Sealing sealing,
            Activation activation,
            Changes changes) {
        this.gate = gate;
        this.admission = admission;
        this.register = register;
        this.variations = variations;
        this.datasets = datasets;
        this.check = check;
        this.offices = offices;
        this.sealing = sealing;
        this.activation = activation;
        this.changes = changes;
    }

    /** The next version beside the present one; empty while nobody varies it. */
    public Recorded<Optional<Varied>> see(Caller caller, AgreementRef reference) {
        Agreement live = admission.find(reference);
        Optional<Varied> varied = varied(live);
        Pass pass =
                gate.admit(
                        Question.of(
                                caller,
                                Act.SEE_AGREEMENT,
                                varied.map(each -> AgreementTarget.of(each, false))
                                        .orElseGet(() ->
                                                AgreementTarget.of(Act.SEE_AGREEMENT, live))));
        return new Recorded<>(varied, pass.event());
    }

    /** The same, unrecorded, for a page whose reader has been let through to the agreement. */
    public Optional<Varied> glance(AgreementRef reference) {
        return varied(admission.find(reference));
    }

    /**
     * Who may see a text above the present version: parties of the next one that it names and, also
     * once that was withdrawn, those that have not left.
     */
    Target later(Agreement live, Head text) {
        return varied(live)
                .map(varied -> AgreementTarget.of(varied, text, /* secondFactor= */ false))
                .orElseGet(() -> AgreementTarget.of(Act.VARY_AGREEMENT, live));
    }

    /** Whether a signature on the next version takes a sign-in with a second factor. */
    public boolean secondFactor(Varied varied) {
        return offices.secondFactor(varied.next().head().terms());
    }

    /** Begins the next version, with what remains of the terms of the present one. */
    public Recorded<Agreement> begin(Caller caller, AgreementRef reference) {
        varying(caller, reference);
        Signature by = admission.signature(caller, "");
        return begin(caller, reference, by, live -> Varying.begin(live, by));
    }

    /** The same, without what was never used. */
    public Recorded<Agreement> begin(Caller caller, AgreementRef reference, Narrowing narrowing) {
        Agreement seen = varying(caller, reference);
        Signature by = admission.signature(caller, "");
        Terms remaining = Varying.remaining(Varying.inForce(seen));
        // whoever leaves something out cannot correct how the columns that stay are spelt
        Terms narrower =
                check.checkWider(
                        narrowing.of(remaining, by.agency()),
                        datasets.of(caller, remaining.datasetIds()),
                        Set.of(by.agency()),
                        by.at());
        return begin(
                caller,
                reference,
                by,
                live -> {
                    Unchanged.AGREEMENT.requireTerms(live, seen);
                    return Varying.begin(live, by, narrower);
                });
    }

    private Agreement varying(Caller caller, AgreementRef reference) {
        Agreement seen = admission.find(reference);
        gate.admit(
                Question.of(
                        caller, Act.VARY_AGREEMENT, AgreementTarget.of(Act.VARY_AGREEMENT, seen)));
        return seen;
    }

    private Recorded<Agreement> begin(
            Caller caller,
            AgreementRef reference,
            Signature by,
            Function<Agreement, Draft> beginning) {
        return changes.vary(
                caller,
                Act.VARY_AGREEMENT,
                reference,
                by.at(),
                live -> {
                    Draft begun = beginning.apply(live);
                    if (variations.variation(reference).isPresent()) {
                        throw new WrongState(
                                reference
                                        + " is being varied already; change or withdraw that"
                                        + " version");
                    }
                    variations.begin(live, begun, by);
                    return begun;
                });
    }

    /**
     * Writes other terms into the next version.
     *
     * @param expectedRevision the revision the caller read
     */
    public Recorded<Agreement> edit(
            Caller caller, AgreementRef reference, long expectedRevision, Terms terms) {
        Varied seen = admitted(caller, reference, Act.EDIT_AGREEMENT);
        Signature by = admission.signature(caller, "");
        changes.judge(caller, new Move.Edit(by, terms), seen.next());
        Unchanged.NEXT_VERSION.requireRevision(seen.next(), expectedRevision);
        Terms following = terms.following(seen.next().head().terms());
        Terms checked = check.check(following, known(caller, seen), Set.of(by.agency()), by.at());
        return change(
                caller,
                reference,
                new Move.Edit(by, checked),
                (live, next) -> {
                    live.signatories().requireSigned(live.head(), by.agency());
                    Unchanged.NEXT_VERSION.requireRevision(next, expectedRevision);
                });
    }

    /** As the other one, whatever the caller read. */
    public Recorded<Agreement> propose(Caller caller, AgreementRef reference) {
        return propose(caller, reference, null);
    }

    /**
     * Offers the next version to those whom it concerns; the caller's agency thereby signs it.
     *
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> propose(
            Caller caller, AgreementRef reference, @Nullable String read) {
        Varied seen = admitted(caller, reference, Act.PROPOSE_AGREEMENT);
        Terms terms = seen.next().head().terms();
        var move = new Move.Propose(admission.signature(caller, ""), offices.demanded(terms));
        if (seen.next() instanceof Draft) {
            check.checkWhole(
                    terms, known(caller, seen), Set.of(move.by().agency()), move.by().at());
            if (terms.equals(seen.now().head().terms())) {
                throw new WrongState(
                        "the next version of " + reference + " says the same as the present one");
            }
        }
        return change(
                caller,
                reference,
                move,
                (live, next) -> {
                    live.signatories().requireSigned(live.head(), move.by().agency());
                    Unchanged.NEXT_VERSION.requireRead(next, read);
                    Unchanged.NEXT_VERSION.requireTerms(next, seen.next());
                    Varying.requireWrittenSince(next.head(), register.history(reference));
                });
    }

    /** As the other one, whatever the caller read. */
    public Recorded<Agreement> approve(Caller caller, AgreementRef reference, String comment) {
        return approve(caller, reference, comment, null);
    }

    /**
     * Signs the next version for the caller's agency.
     *
     * @param comment may be empty
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> approve(
            Caller caller, AgreementRef reference, String comment, @Nullable String read) {
        Varied seen = admitted(caller, reference, Act.APPROVE_AGREEMENT);
        var move =
                new Move.Approve(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return change(
                caller,
                reference,
                move,
                (_, next) -> {
                    Unchanged.NEXT_VERSION.requireRead(next, read);
                    Unchanged.NEXT_VERSION.requireTerms(next, seen.next());
                });
    }

    /** As the other one, whatever the caller read. */
    public Recorded<Agreement> signOff(
            Caller caller, AgreementRef reference, String office, String comment) {
        return signOff(caller, reference, office, comment, null);
    }

    /**
     * Signs it in an office that the caller holds, besides the lead.
     *
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> signOff(
            Caller caller,
            AgreementRef reference,
            String office,
            String comment,
            @Nullable String read) {
        Varied seen = admitted(caller, reference, Act.SIGN_OFF_AGREEMENT);
        int least = office.equals(Offices.ADVISER) ? 1 : 0;
        var by = admission.signature(caller, PlainText.comment("comment", comment, least));
        return change(
                caller,
                reference,
                new Move.SignOff(by, office),
                (_, next) -> {
                    Offices.requireHeld(caller, office);
                    Unchanged.NEXT_VERSION.requireRead(next, read);
                    Unchanged.NEXT_VERSION.requireTerms(next, seen.next());
                });
    }

    /**
     * Reminds a party that has still to sign the next version; once a day at most.
     *
     * @throws WrongState where it does not wait for that agency
     */
    public Recorded<Agreement> nudge(Caller caller, AgreementRef reference, AgencyCode agency) {
        admitted(caller, reference, Act.NUDGE_PARTY);
        var move = new Move.Nudge(admission.signature(caller, ""), agency);
        return changes.vary(
                caller,
                move.act(),
                reference,
                move.by().at(),
                live -> {
                    Varied varied = require(live);
                    Agreement after = move.on(varied.next());
                    Signing.requireWaiting(varied.waitsFor(agency), varied.next().head(), agency);
                    return kept(move, live, varied.next(), after);
                });
    }

    /** Sends it back to be written anew; its signatures are void. */
    public Recorded<Agreement> sendBack(Caller caller, AgreementRef reference, String comment) {
        admitted(caller, reference, Act.RETURN_AGREEMENT);
        var move =
                new Move.SendBack(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return change(caller, reference, move, (_, _) -> {});
    }

    /** Gives the next version up; the present one stays as it is. */
    public Recorded<Agreement> withdraw(Caller caller, AgreementRef reference, String reason) {
        admitted(caller, reference, Act.VARY_AGREEMENT);
        Signature by = admission.signature(caller, PlainText.comment("reason", reason, 1));
        return changes.vary(
                caller,
                Act.VARY_AGREEMENT,
                reference,
                by.at(),
                live -> {
                    Varied varied = require(live);
                    varied.now().signatories().requireSigned(live.head(), by.agency());
                    variations.withdraw(live, by);
                    return varied.next();
                });
    }

    /** Something else that has to hold, of the present and the next version as they are now. */
    private interface Still {
        void check(Offered live, Agreement next);
    }

    private Recorded<Agreement> change(
            Caller caller, AgreementRef reference, Move move, Still still) {
        return changes.vary(
                caller,
                move.act(),
                reference,
                move.by().at(),
                live -> {
                    Varied varied = require(live);
                    Agreement after = move.on(varied.next());
                    still.check(varied.now(), varied.next());
                    return after instanceof Offered offered
                            ? offered(caller, move, live, varied.next(), offered)
                            : kept(move, live, varied.next(), after);
                });
    }

    private Agreement kept(Move move, Agreement live, Agreement before, Agreement after) {
        variations.save(live, before, after, move);
        return after;
    }

    /** A signature may be the last one that the next version waits for. */
    private Agreement offered(
            Caller caller, Move move, Agreement live, Agreement before, Offered signed) {
        // however many have signed, it is a proposal until it takes the other's place
        var next = new Proposed(signed.head(), signed.signatories());
        var kept = Varying.kept(Varying.inForce(live), next);
        Signing.requireAnother(next.head(), kept, move.by());
        var adoption = Varying.adopted(live, next);
        if (adoption.isPresent()) {
            activation.require(adoption.get().agreement());
            variations.adopt(live, adoption.get(), next, move);
        } else {
            variations.save(live, before, next, move);
        }
        String office = move instanceof Move.SignOff(_, var named) ? named : Signatories.LEAD;
        register.seal(
                next,
                move.by(),
                office,
                sealing.seal(new Statement(next.head(), move.by(), office, caller.stepUp())));
        return adoption.isPresent() ? adoption.get().agreement() : next;
    }

    /**
     * What is signed of the present version may go on to count for the next one: then nobody may
     * stand there twice.
     *
     * @param signed the present version with that mark
     */
    void requireAnother(Agreement signed, Signature by) {
        variations
                .variation(signed.head().reference())
                .filter(Proposed.class::isInstance)
                .map(Proposed.class::cast)
                .filter(next -> Varying.kept((Offered) signed, next).anyMatch(by::equals))
                .ifPresent(next ->
                        Signing.requireAnother(next.head(), next.signatories().marks(), by));
    }

    /**
     * The next version, where the agreement stands again or a party has left and nobody is waited
     * for any more; else the agreement as it is, also where something keeps the next version from
     * being in force.
     *
     * @param by who made way
     */
    Agreement adopted(Agreement live, Signature by) {
        return varied(live)
                .map(Varied::next)
                .filter(next -> !next.head().endedBy(by.at()))
                .filter(Proposed.class::isInstance)
                .map(Proposed.class::cast)
                .flatMap(next -> adopted(live, next, by))
                .orElse(live);
    }

    private Optional<Agreement> adopted(Agreement live, Proposed next, Signature by) {
        var adoption = Varying.adopted(live, next).filter(this::canBeInForce);
        adoption.ifPresent(each -> variations.adopt(live, each, next, by));
        return adoption.map(Varying.Adoption::agreement);
    }

    private boolean canBeInForce(Varying.Adoption adoption) {
        try {
            activation.require(adoption.agreement());
            return true;
        } catch (WrongState _) {
            return false;
        }
    }

    private Varied admitted(Caller caller, AgreementRef reference, Act act) {
        Agreement live = admission.find(reference);
        Varied seen = require(live);
        boolean strong = offices.secondFactor(seen.next().head().terms());
        gate.admit(Question.of(caller, act, AgreementTarget.of(seen, strong)));
        return seen;
    }

    private Varied require(Agreement live) {
        Varying.inForce(live);
        return varied(live)
                .orElseThrow(() ->
                        new WrongState(
                                live.head().reference()
                                        + " is not being varied; begin its next version first"));
    }

    private Optional<Varied> varied(Agreement live) {
        if (!(live instanceof Agreement.Active || live instanceof Agreement.Suspended)) {
            return Optional.empty();
        }
        Offered now = (Offered) live;
        return variations
                .variation(live.head().reference())
                .map(next -> new Varied(now, next, asked(now, next)));
    }

    private List<AgencyCode> asked(Offered now, Agreement next) {
        Set<String> demanded =
                next instanceof Offered offered
                        ? offered.signatories().demanded()
                        : offices.demanded(next.head().terms());
        return Varying.asked(now, next, demanded);
    }

    /** What either version names already, whoever may see them knows of. */
    private KnownDatasets known(Caller caller, Varied seen) {
        var named = new HashSet<>(seen.now().head().terms().datasetIds());
        named.addAll(seen.next().head().terms().datasetIds());
        return datasets.of(caller, named);
    }
}
