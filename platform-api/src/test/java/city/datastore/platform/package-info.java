/**
 * The platform as a whole, on real servers. {@link RunningPlatform} is the door for other rooms.
 */
@NullMarked
package city.datastore.platform;

import org.jspecify.annotations.NullMarked;
