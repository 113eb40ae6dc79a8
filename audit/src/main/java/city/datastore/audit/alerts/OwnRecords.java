package city.datastore.audit.alerts;

import city.datastore.audit.names.VersionId;

/**
 * Knows whether a version of a dataset holds records about a person; whoever keeps an index of the
 * people in the data provides it.
 */
@FunctionalInterface
public interface OwnRecords {
    /** Where no index of people is kept. */
    OwnRecords UNKNOWN = (_, _) -> false;

    boolean hold(VersionId version, String username);
}
