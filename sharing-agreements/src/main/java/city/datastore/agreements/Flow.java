package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;

/**
 * That one agency gives data to another.
 *
 * @param agreements in force by which it does
 */
public record Flow(AgencyCode giver, AgencyCode receiver, int agreements) {}
