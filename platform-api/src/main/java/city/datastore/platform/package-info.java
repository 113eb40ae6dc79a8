/**
 * The platform as it starts: its settings, its wiring and its health.
 *
 * <p>{@link city.datastore.platform.CityDataStore} is the entry, {@link
 * city.datastore.platform.PlatformConfiguration} wires this module and calls on the configuration
 * of the others. Nothing here decides anything about data.
 */
@NullMarked
package city.datastore.platform;

import org.jspecify.annotations.NullMarked;
