package city.datastore.access.index;

import city.datastore.access.policy.ColumnScope;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.Set;

/** What many grants have in common: at which agency and for what they are. */
record GrantTerms(
        AgencyCode agency,
        PurposeCode purpose,
        Set<PermittedAction> actions,
        ColumnScope columns) {}
