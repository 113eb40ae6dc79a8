/**
 * The only door. {@link Gatekeeper} gathers the facts, lets the policy judge, puts the decision on
 * the record and only then hands out a {@link Pass}, which nobody else can make.
 */
@NullMarked
package city.datastore.access.gate;

import org.jspecify.annotations.NullMarked;
