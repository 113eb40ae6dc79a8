/**
 * Who may do what: identity, policy, gate, requests, prohibitions, conditions of access and role
 * policies, and how they are wired.
 *
 * <p>Knows names and the record (the module {@code audit}) and nothing of agreements or things:
 * agreements reach the decider through {@link city.datastore.access.policy.PermitSource}.
 */
@NullMarked
package city.datastore.access;

import org.jspecify.annotations.NullMarked;
