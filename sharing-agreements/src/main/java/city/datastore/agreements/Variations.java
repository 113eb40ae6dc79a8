package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.reviews.Narrowing;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The use cases of writing the next version of an agreement in force beside the present one; how it
 * comes to take its place is in {@link VariationSigning}. Each goes through the gate first and
 * changes the register in one transaction.
 */
public final class Variations {
    private final Gatekeeper gate;
    private final Admission admission;
    private final NextVersions nextVersions;
    private final VariationRegister variations;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Offices offices;
    private final Changes changes;

    public Variations(
            Gatekeeper gate,
            Admission admission,
            NextVersions nextVersions,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Changes changes) {
        this.gate = gate;
        this.admission = admission;
        this.nextVersions = nextVersions;
        this.variations = variations;
        this.datasets = datasets;
        this.check = check;
        this.offices = offices;
        this.changes = changes;
    }

    /** The next version beside the present one; empty while nobody varies it. */
    public Recorded<Optional<Varied>> see(Caller caller, AgreementRef reference) {
        Agreement live = admission.find(reference);
        Optional<Varied> varied = nextVersions.beside(live);
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
        return nextVersions.beside(admission.find(reference));
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
        Varied seen = nextVersions.admit(caller, reference, Act.EDIT_AGREEMENT);
        Signature by = admission.signature(caller, "");
        changes.judge(caller, new Move.Edit(by, terms), seen.next());
        Unchanged.NEXT_VERSION.requireRevision(seen.next(), expectedRevision);
        Terms following = terms.following(seen.next().head().terms());
        Terms checked =
                check.check(
                        following,
                        datasets.of(caller, seen.datasetIds()),
                        Set.of(by.agency()),
                        by.at());
        return nextVersions.change(
                caller,
                reference,
                new Move.Edit(by, checked),
                varied -> {
                    varied.now().signatories().requireSigned(varied.now().head(), by.agency());
                    Unchanged.NEXT_VERSION.requireRevision(varied.next(), expectedRevision);
                });
    }
}
