package city.datastore.access.index;

import city.datastore.access.policy.HeldGrant;

/**
 * A grant, and what its holder was called when it was given.
 *
 * @param name the holder's user name
 */
public record Holding(HeldGrant grant, String name) {}
