package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the next version of an agreement in force is kept while it is written and signed: a draft
 * or a proposal under the same reference and revision, with the next version's number.
 *
 * <p>What writes needs the caller's transaction and the agreement locked; every change counts in
 * the agreement's revision.
 */
public interface VariationRegister {
    /** The next version; empty while the agreement is not being varied. */
    Optional<Agreement> variation(AgreementRef reference);

    /**
     * Agreements whose next version still takes the signature of that office of the agency, longest
     * waiting first.
     *
     * @param limit most agreements looked at: among those that the agency has not signed are some
     *     that do not concern it
     */
    List<Varied> waitingFor(AgencyCode agency, String office, Instant now, int limit);

    /** Next versions that the agency began and nobody has proposed, those of the newest first. */
    List<Agreement> drafts(AgencyCode agency, Instant now, int limit);

    void begin(Agreement live, Agreement.Draft variation, Agreement.Signature by);

    /** Replaces the next version by what a move made of it. */
    void save(Agreement live, Agreement before, Agreement after, Move move);

    /** Drops the next version; what was written and signed stays in the history. */
    void withdraw(Agreement live, Agreement.Signature by);

    /**
     * Puts the next version in place of the present one.
     *
     * @param last the next version with the signature that the move added
     */
    void adopt(Agreement live, Varying.Adoption adoption, Agreement.Offered last, Move move);

    /**
     * The same, where everything was signed before.
     *
     * @param signed the next version
     * @param by who made way
     */
    void adopt(
            Agreement live,
            Varying.Adoption adoption,
            Agreement.Offered signed,
            Agreement.Signature by);
}
