/**
 * What the API and the pages both ask and no module to the right can answer alone: alerts and saved
 * searches, what a change would do, what was used of an agreement, what the gate would say. Each
 * step is decided by the gate and on the record where it shows or changes anything.
 *
 * <p>Knows neither HTTP nor how anything is shown.
 */
@NullMarked
package city.datastore.platform.desk;

import org.jspecify.annotations.NullMarked;
