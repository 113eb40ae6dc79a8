package city.datastore.agreements.comments;

import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Expired;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementTarget;
import city.datastore.agreements.VariationRegister;
import city.datastore.agreements.Varied;
import city.datastore.audit.names.AgencyCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agreement and the text of it that is being written or signed.
 *
 * @param live as it stands
 * @param next its next version, while it is varied
 */
record Written(Agreement live, @Nullable Agreement next) {
    static Written of(Agreement live, VariationRegister variations) {
        return new Written(
                live,
                live instanceof Active || live instanceof Suspended
                        ? variations.variation(live.head().reference()).orElse(null)
                        : null);
    }

    /** What can still be changed, if anything can. */
    Agreement text() {
        return next == null ? live : next;
    }

    /** As of the agreement; who is named by the next version reads what is said of that, too. */
    int lastVersionFor(@Nullable AgencyCode agency) {
        return agency != null && text().head().isParty(agency) && next != null
                ? Integer.MAX_VALUE
                : live.lastVersionFor(agency);
    }

    boolean isOpen() {
        return text() instanceof Draft || text() instanceof Proposed;
    }

    boolean isOver() {
        return switch (live) {
            case Draft _, Proposed _, Active _, Suspended _ -> false;
            case Expired _, Terminated _, Superseded _ -> true;
        };
    }

    /** Parties of either version; who has left may only see. */
    Target target(Act act) {
        return next == null
                ? AgreementTarget.of(act, live)
                : AgreementTarget.of(new Varied((Offered) live, next, List.of()), false);
    }

    /** It may have changed since the gate let somebody through. */
    void requireParty(AgencyCode agency, Act act) {
        if (!(target(act) instanceof Target.OfAgreement target
                && target.parties().contains(agency))) {
            throw new WrongAgency(
                    agency
                            + " is no party to "
                            + live.head().reference()
                            + "; only a party can do that",
                    null);
        }
    }

    /** Whether the agency writes the text, or has offered it. */
    boolean isDraftedBy(AgencyCode agency) {
        return agency.equals(text().head().draftedBy())
                || (text() instanceof Proposed proposed
                        && proposed.offeredBy().agency().equals(agency));
    }
}
