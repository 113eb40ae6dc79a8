/** Who gets in, tried with a real Keycloak. */
@NullMarked
package city.datastore.platform.security;

import org.jspecify.annotations.NullMarked;
