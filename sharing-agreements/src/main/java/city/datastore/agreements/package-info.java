/**
 * Data sharing agreements: what agencies promise each other, who has signed, and whether it stands
 * today.
 *
 * <p>The use cases are in {@link Agreements}, {@link Invitations}, {@link Succession}, {@link
 * Variations}, {@link VariationSigning} and {@link Reviews}; {@link AgreementLists} says which
 * agreements there are for somebody. {@link Agreement} is one promise in exactly one state, {@link
 * Move} a step from one to the next. What is in force becomes {@link
 * city.datastore.access.policy.Permit}s for the gate. Knows nothing of datasets beyond their names
 * and, through {@link KnownDatasets}, whether they exist for whoever asks.
 */
@NullMarked
package city.datastore.agreements;

import org.jspecify.annotations.NullMarked;
