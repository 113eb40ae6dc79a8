package city.datastore.access.policy;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.RolePolicyId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a question is about, with the facts about it that only its own room knows. */
public sealed interface Target {

    /** A dataset, existing or about to be created. */
    record OfDataset(DatasetId dataset) implements Target {}

    /** One version of a dataset. */
    record OfVersion(DatasetId dataset, int version) implements Target {}

    /**
     * An agreement.
     *
     * @param agreement null while it is being drafted
     * @param offeredBy the agency that proposed it, null before
     * @param secondFactor whether a signature on it takes a sign-in with a second factor
     */
    record OfAgreement(
            @Nullable AgreementRef agreement,
            @Nullable Integer version,
            Set<AgencyCode> parties,
            @Nullable AgencyCode offeredBy,
            boolean secondFactor)
            implements Target {
        public OfAgreement {
            parties = Set.copyOf(parties);
        }
    }

    /**
     * A request for access.
     *
     * @param request null while it is being asked
     * @param requesterAgency the agency the requester acted for, null where it is not known
     */
    record OfRequest(
            @Nullable AccessRequestId request,
            DatasetId dataset,
            AgreementRef agreement,
            PersonId requester,
            @Nullable AgencyCode requesterAgency)
            implements Target {}

    /** A grant. */
    record OfGrant(GrantId grant, DatasetId dataset, AgreementRef agreement, PersonId holder)
            implements Target {}

    /**
     * What somebody else could do with a dataset.
     *
     * @param person by user name or subject, null: whoever may read it
     * @param agency the agency that the person is known to act for, null where none is known
     */
    record OfOther(DatasetId dataset, @Nullable PersonId person, @Nullable AgencyCode agency)
            implements Target {}

    /**
     * A list of agreements, requests or grants; what is seen of it is cut to the reader's scope.
     *
     * @param person somebody else of whom it tells, by user name or subject; null: not one person
     */
    record OfList(@Nullable PersonId person) implements Target {
        /** Not of one person. */
        public OfList() {
            this(null);
        }
    }

    /** The record as a whole; what is seen of it is cut to the reader's scope. */
    record OfTrail() implements Target {}

    /** One event of the record, and whether it is within the reader's scope. */
    record OfEvent(EventId event, boolean withinScope) implements Target {}

    /**
     * An alert.
     *
     * @param dataset null where it is not about one
     * @param withinScope whether it is within the reader's scope
     * @param ofOwnActs whether it is about acts of the reader
     */
    record OfAlert(@Nullable DatasetId dataset, boolean withinScope, boolean ofOwnActs)
            implements Target {}

    /**
     * A person whom data are about.
     *
     * @param kind of identifier
     * @param hash keyed hash that stands for the person, hexadecimal
     */
    record OfSubject(String kind, String hash) implements Target {}

    /**
     * What an owner forbids on its data.
     *
     * @param id null while it is being set, and for all of them
     * @param dataset null: every dataset of the owner
     * @param person whom it keeps out, null: not one person
     */
    record OfProhibition(
            @Nullable ProhibitionId id,
            AgencyCode owner,
            @Nullable DatasetId dataset,
            @Nullable String person)
            implements Target {}

    /**
     * On what condition an owner lets people read its data.
     *
     * @param id null while it is being set, and for all of them
     * @param dataset null: every dataset of the owner
     */
    record OfCondition(@Nullable ConditionId id, AgencyCode owner, @Nullable DatasetId dataset)
            implements Target {}

    /**
     * Which roles an owner lets read its data.
     *
     * @param id null while it is being set, and for all of them
     * @param dataset null: every dataset of the owner
     */
    record OfRolePolicy(@Nullable RolePolicyId id, AgencyCode owner, @Nullable DatasetId dataset)
            implements Target {}

    /**
     * An emergency access.
     *
     * @param id null while it is being opened
     * @param agency that the holder acts for, null where it is not known
     */
    record OfEmergency(
            @Nullable EmergencyId id,
            DatasetId dataset,
            PersonId holder,
            @Nullable AgencyCode agency)
            implements Target {}

    /**
     * An appointment to a duty role.
     *
     * @param id null while it is being made, and for all of them
     * @param person whom it is about, null for all of them
     */
    record OfDuty(@Nullable EmergencyId id, AgencyCode agency, @Nullable String person)
            implements Target {}

    /**
     * A legal hold, a withholding, or a template.
     *
     * @param id null while it is being set
     * @param agency whose it is; null: the city's
     */
    record OfMark(@Nullable String id, @Nullable AgencyCode agency) implements Target {}
}
