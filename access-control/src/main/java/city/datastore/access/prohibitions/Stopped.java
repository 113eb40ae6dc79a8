package city.datastore.access.prohibitions;

import city.datastore.access.ownerrules.Reach;

/**
 * Whom a prohibition would stop now: what its owner is shown before setting it.
 *
 * @param reach by grants
 * @param emergencies how many emergency accesses that run
 */
public record Stopped(Reach reach, long emergencies) {}
