/**
 * Emergencies: what an owner arranges beforehand, who is on duty, grants that are opened at once
 * and end within hours, their review by somebody else, and decisions not to share.
 *
 * <p>{@link city.datastore.access.emergency.Arrangements}, {@link
 * city.datastore.access.emergency.Duties}, {@link city.datastore.access.emergency.Emergencies} and
 * {@link city.datastore.access.emergency.NotSharing} are the doors. Whether anything may be read is
 * decided by the policy like everything else, from what {@link
 * city.datastore.access.policy.EmergencySource} finds here. The identifier of the person whom an
 * emergency is about never comes in: only its keyed hash does.
 */
@NullMarked
package city.datastore.access.emergency;

import org.jspecify.annotations.NullMarked;
