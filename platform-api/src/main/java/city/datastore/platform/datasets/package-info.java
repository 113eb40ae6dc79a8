/**
 * The catalogue and what is in it: publishing datasets, storing versions, opening them through the
 * gate.
 *
 * <p>{@link Datasets} holds the use cases. Knows the vault and the gate; knows neither HTTP nor
 * HTML.
 */
@NullMarked
package city.datastore.platform.datasets;

import org.jspecify.annotations.NullMarked;
