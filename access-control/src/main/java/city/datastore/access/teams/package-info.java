/**
 * Teams: people whom a requester names beside themself, and who each accept the terms before they
 * hold anything.
 *
 * <p>{@link city.datastore.access.teams.Teams} is the door. The grant of a member is made by the
 * room of the requests, out of the one that the owner gave, when the member accepts and not before.
 */
@NullMarked
package city.datastore.access.teams;

import org.jspecify.annotations.NullMarked;
