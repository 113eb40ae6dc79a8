/**
 * Data sharing agreements: what agencies promise each other, who has signed, and whether it stands
 * today.
 *
 * <p>{@link Agreements} holds the use cases; {@link Agreement} is one promise in exactly one state.
 * What is in force becomes {@link city.datastore.access.policy.Permit}s for the gate. Knows nothing
 * of datasets beyond their names and, through {@link KnownDatasets}, whether they exist for whoever
 * asks.
 */
@NullMarked
package city.datastore.agreements;

import org.jspecify.annotations.NullMarked;
