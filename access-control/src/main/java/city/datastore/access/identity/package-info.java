/**
 * Who is calling: a token becomes a {@link Caller}, and the agencies of the city are known by code.
 *
 * <p>{@link Caller} and {@link Role} are pure and open to every room; only the Keycloak adapter
 * knows what a token looks like.
 */
@NullMarked
package city.datastore.access.identity;

import org.jspecify.annotations.NullMarked;
