/**
 * The local stack: a real PostgreSQL, a real Kafka broker and a real Keycloak on this machine's
 * loopback, without Docker.
 *
 * <p>From outside, tests use {@link city.datastore.stack.LocalStack}; {@code ./dev} uses {@link
 * city.datastore.stack.Main}. This room is a leaf: it knows none of our other modules, and nothing
 * of what they keep in the servers beyond the names of databases, roles, topic and realm.
 */
@NullMarked
package city.datastore.stack;

import org.jspecify.annotations.NullMarked;
