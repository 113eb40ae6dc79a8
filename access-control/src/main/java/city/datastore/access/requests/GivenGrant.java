package city.datastore.access.requests;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;

/** That a grant was given, for counting; not to whom. */
public record GivenGrant(GrantId id, DatasetId dataset, AgencyCode agency) {}
