package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.Set;

/** The use cases of asking agencies to sign an agreement that others have signed. */
public final class Invitations {
    private final Admission admission;
    private final VariationRegister variations;
    private final DatasetKnowledge datasets;
    private final TermsCheck check;
    private final Changes changes;

    public Invitations(
            Admission admission,
            VariationRegister variations,
            DatasetKnowledge datasets,
            TermsCheck check,
            Changes changes) {
        this.admission = admission;
        this.variations = variations;
        this.datasets = datasets;
        this.check = check;
        this.changes = changes;
    }

    /** Adds a party that provides or receives, and then has to sign. */
    public Recorded<Agreement> invite(Caller caller, AgreementRef reference, Terms.Party party) {
        Agreement seen = admission.admit(caller, reference, Act.INVITE_PARTY);
        Signature by = admission.signature(caller, "");
        Terms wider = seen.head().terms().with(party);
        changes.judge(caller, new Move.Invite(by, party.agency(), wider), seen);
        requireNotVaried(reference);
        // what the agreement names already, whoever may see it knows of
        var known = datasets.of(caller, seen.head().terms().datasetIds());
        // an invitation says nothing else: what columns hold also decides who has to sign
        Terms checked =
                check.checkWider(wider, known.withoutCategories(), Set.of(by.agency()), by.at());
        return changes.make(
                caller,
                new Move.Invite(by, party.agency(), checked),
                reference,
                current -> {
                    Unchanged.AGREEMENT.requireTerms(current, seen);
                    requireNotVaried(reference);
                });
    }

    private void requireNotVaried(AgreementRef reference) {
        if (variations.variation(reference).isPresent()) {
            throw new WrongState(
                    reference
                            + " is being varied; name the agency in its next version, or withdraw"
                            + " that version first");
        }
    }

    /** Reminds a party that has not signed yet; once a day at most. */
    public Recorded<Agreement> nudge(Caller caller, AgreementRef reference, AgencyCode agency) {
        admission.admit(caller, reference, Act.NUDGE_PARTY);
        var move = new Move.Nudge(admission.signature(caller, ""), agency);
        return changes.make(caller, move, reference, _ -> {});
    }
}
