package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.ChangedMeanwhile;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of signing the next version of an agreement in force: offering it, signing it,
 * sending it back or giving it up. It takes the present one's place when all have signed whom the
 * change concerns. Each goes through the gate first and changes the register in one transaction.
 */
public final class VariationSigning {
    private final Admission admission;
    private final NextVersions nextVersions;
    private final AgreementRegister register;
    private final VariationRegister variations;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Offices offices;
    private final Changes changes;

    public VariationSigning(
            Admission admission,
            NextVersions nextVersions,
            AgreementRegister register,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Offices offices,
            Changes changes) {
        this.admission = admission;
        this.nextVersions = nextVersions;
        this.register = register;
        this.variations = variations;
        this.datasets = datasets;
        this.check = check;
        this.offices = offices;
        this.changes = changes;
    }

    /**
     * Offers the next version to those whom it concerns; the caller's agency thereby signs it.
     *
     * @param read digest of the terms that the caller read; null where that is not known
     * @throws ChangedMeanwhile where the terms are others than those
     */
    public Recorded<Agreement> propose(
            Caller caller, AgreementRef reference, @Nullable String read) {
        Varied seen = nextVersions.admit(caller, reference, Act.PROPOSE_AGREEMENT);
        Terms terms = seen.next().head().terms();
        var move = new Move.Propose(admission.signature(caller, ""), offices.demanded(terms));
        if (seen.next() instanceof Draft) {
            check.checkWhole(
                    terms,
                    datasets.of(caller, seen.datasetIds()),
                    Set.of(move.by().agency()),
                    move.by().at());
            if (terms.equals(seen.now().head().terms())) {
                throw new WrongState(
                        "the next version of " + reference + " says the same as the present one");
            }
        }
        return nextVersions.change(
                caller,
                reference,
                move,
                varied -> {
                    Offered now = varied.now();
                    now.signatories().requireSigned(now.head(), move.by().agency());
                    Unchanged.NEXT_VERSION.requireRead(varied.next(), read);
                    Unchanged.NEXT_VERSION.requireTerms(varied.next(), seen.next());
                    Varying.requireWrittenSince(varied.next().head(), register.history(reference));
                });
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
        Varied seen = nextVersions.admit(caller, reference, Act.APPROVE_AGREEMENT);
        var move =
                new Move.Approve(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return nextVersions.change(
                caller,
                reference,
                move,
                varied -> {
                    Unchanged.NEXT_VERSION.requireRead(varied.next(), read);
                    Unchanged.NEXT_VERSION.requireTerms(varied.next(), seen.next());
                });
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
        Varied seen = nextVersions.admit(caller, reference, Act.SIGN_OFF_AGREEMENT);
        int least = office.equals(Offices.ADVISER) ? 1 : 0;
        var by = admission.signature(caller, PlainText.comment("comment", comment, least));
        return nextVersions.change(
                caller,
                reference,
                new Move.SignOff(by, office),
                varied -> {
                    Offices.requireHeld(caller, office);
                    Unchanged.NEXT_VERSION.requireRead(varied.next(), read);
                    Unchanged.NEXT_VERSION.requireTerms(varied.next(), seen.next());
                });
    }

    /**
     * Reminds a party that has still to sign the next version; once a day at most.
     *
     * @throws WrongState where it does not wait for that agency
     */
    public Recorded<Agreement> nudge(Caller caller, AgreementRef reference, AgencyCode agency) {
        nextVersions.admit(caller, reference, Act.NUDGE_PARTY);
        var move = new Move.Nudge(admission.signature(caller, ""), agency);
        return changes.vary(
                caller,
                move.act(),
                reference,
                move.by().at(),
                live -> {
                    Varied varied = nextVersions.require(live);
                    Agreement after = move.on(varied.next());
                    Signing.requireWaiting(varied.waitsFor(agency), varied.next().head(), agency);
                    variations.save(live, varied.next(), after, move);
                    return after;
                });
    }

    /** Sends it back to be written anew; its signatures are void. */
    public Recorded<Agreement> sendBack(Caller caller, AgreementRef reference, String comment) {
        nextVersions.admit(caller, reference, Act.RETURN_AGREEMENT);
        var move =
                new Move.SendBack(
                        admission.signature(caller, PlainText.comment("comment", comment, 0)));
        return nextVersions.change(caller, reference, move, _ -> {});
    }

    /** Gives the next version up; the present one stays as it is. */
    public Recorded<Agreement> withdraw(Caller caller, AgreementRef reference, String reason) {
        nextVersions.admit(caller, reference, Act.VARY_AGREEMENT);
        Signature by = admission.signature(caller, PlainText.comment("reason", reason, 1));
        return changes.vary(
                caller,
                Act.VARY_AGREEMENT,
                reference,
                by.at(),
                live -> {
                    Varied varied = nextVersions.require(live);
                    varied.now().signatories().requireSigned(live.head(), by.agency());
                    variations.withdraw(live, by);
                    return varied.next();
                });
    }
}
