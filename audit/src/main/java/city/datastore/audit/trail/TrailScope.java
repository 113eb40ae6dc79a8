package city.datastore.audit.trail;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PersonId;

/** How much of the record a reader may see. */
public sealed interface TrailScope {
    /** All of it: the city's auditors. */
    record Everything() implements TrailScope {}

    /** What concerns an agency's data or was done by its staff: the agency's own auditors. */
    record OfAgency(AgencyCode agency) implements TrailScope {}

    /**
     * What concerns an agency's data, and the reader's own acts: the agency's information
     * governance leads.
     */
    record OfData(AgencyCode owner, PersonId reader) implements TrailScope {}

    /** Only what the reader did: everybody else. */
    record OwnActs(PersonId reader) implements TrailScope {}
}
