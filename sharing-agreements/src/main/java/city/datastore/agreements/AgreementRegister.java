package city.datastore.agreements;

import city.datastore.agreements.signing.Seal;
import city.datastore.agreements.signing.SealedSignature;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where agreements are kept, with every edition of their terms, every signature and every step.
 *
 * <p>What reads sees what is committed at that instant, in a short transaction of its own where the
 * caller has none; what writes needs the caller's transaction. Agreements come back as they were
 * left: ask {@link Agreement#asOf} for how they stand now.
 */
public interface AgreementRegister {
    /** The next reference of that year; without gaps, because a rollback gives the number back. */
    AgreementRef nextReference(int year);

    /** How many agreements an agency has drafted that nobody has proposed. */
    int drafts(AgencyCode agency);

    /** Adds a new draft with its first step. */
    void add(Agreement.Draft draft, Agreement.Signature by);

    /** Replaces the agreement that {@link #lock} gave by what a move made of it. */
    void save(Agreement before, Agreement after, Move move);

    /** Keeps the seal of the signature that the last move added. */
    void seal(Agreement after, Agreement.Signature by, String office, Seal seal);

    /** Every signature that was ever given on a version up to that one, oldest first. */
    List<SealedSignature> signatures(AgreementRef reference, int lastVersion);

    /** One edition of the terms, with the version that it belongs to. */
    Optional<Agreement.Head> edition(AgreementRef reference, int edition);

    /** The edition of that version that was last proposed; empty where none was. */
    Optional<Integer> lastProposed(AgreementRef reference, int version);

    Optional<Agreement> find(AgreementRef reference);

    /** The text of that version: the present one, or one that was signed before. */
    default Optional<Agreement.Head> version(AgreementRef reference, int version) {
        return find(reference)
                .map(Agreement::head)
                .filter(head -> head.version() == version)
                .or(() ->
                        signatures(reference, version).stream()
                                .map(signature -> edition(reference, signature.edition()))
                                .flatMap(Optional::stream)
                                .filter(head -> head.version() == version)
                                .reduce((_, later) -> later));
    }

    /** The agreement, held against everybody else until the caller's transaction ends. */
    Optional<Agreement> lock(AgreementRef reference);

    /** Every step, oldest first. */
    List<Step> history(AgreementRef reference);

    /** Drafts that the agency is writing, newest first. */
    List<Agreement> draftedBy(AgencyCode agency, Instant now, int limit);

    /**
     * Agreements newest first.
     *
     * @param party only those it is a party to; null means all
     * @param now decides what has expired
     * @param before only those older than this one; null means from the newest
     */
    List<Agreement> search(
            AgreementQuery query,
            @Nullable AgencyCode party,
            Instant now,
            @Nullable AgreementRef before,
            int limit);

    /**
     * Agreements in force at that instant whose parties said that a summary can be published,
     * newest first.
     *
     * @param query of which only giver and receiver are looked at
     * @param before only those older than this one; null means from the newest
     */
    List<Agreement> published(
            AgreementQuery query, Instant now, @Nullable AgreementRef before, int limit);

    /**
     * Proposed and active agreements that the agency has not signed yet, the longest waiting first.
     */
    List<Agreement> waitingFor(AgencyCode agency, Instant now, int limit);

    /** Those of them that ask for an office of the agency that has not signed off yet. */
    List<Agreement> waitingFor(AgencyCode agency, String office, Instant now, int limit);

    /**
     * Agreements whose text is being signed, be it their next version, of which that adviser of a
     * party has said nothing yet: no advice of their agency's in this round, and no comment of
     * theirs on this text. The longest waiting first.
     */
    List<Agreement> unadvised(AgencyCode agency, PersonId adviser, Instant now, int limit);

    /**
     * Agreements whose text, be it their next version, can still be written or signed, and whose
     * assessment is written in full, about that text, and has no advice. The longest waiting first:
     * by when it was last written.
     *
     * @param rules by which an assessment is read; one that was judged by others, or never, is
     *     among these where it has no advice, whatever it says
     * @param after only those that have waited less long than this one; null means from the first
     */
    List<Agreement> assessedWithoutAdvice(
            AgencyCode agency, String rules, Instant now, @Nullable AgreementRef after, int limit);

    /**
     * Active and suspended agreements that end or are due for review before then, soonest first.
     */
    List<Agreement> dueBefore(AgencyCode agency, Instant now, Instant then, int limit);

    /**
     * Agreements in any state that name the dataset and the agency as receiving party; those in
     * force first, then newest first.
     */
    List<Agreement> naming(DatasetId dataset, AgencyCode receiver, Instant now, int limit);

    /**
     * The newest agreement in force that the agency has signed and not left; where there is none,
     * the newest of any other state that it has.
     *
     * @param reader which has to be a party to it as well
     * @param but not this one
     */
    Optional<Agreement> lastSignedBy(
            AgencyCode agency, AgencyCode reader, AgreementRef but, Instant now);
}
