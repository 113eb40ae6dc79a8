/**
 * The auditor's desk: alerts and their reviews, each step decided by the gate and on the record.
 *
 * <p>{@link city.datastore.platform.desk.AlertDesk} is what the API and the pages use. Knows
 * neither HTTP nor how anything is shown.
 */
@NullMarked
package city.datastore.platform.desk;

import org.jspecify.annotations.NullMarked;
