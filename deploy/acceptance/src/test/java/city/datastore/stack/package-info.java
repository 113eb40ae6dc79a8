/**
 * Keycloak as the local stack starts it. Tested here and not in its own module, because every other
 * module waits for that one, and none of the first ones needs a Keycloak.
 */
@NullMarked
package city.datastore.stack;

import org.jspecify.annotations.NullMarked;
