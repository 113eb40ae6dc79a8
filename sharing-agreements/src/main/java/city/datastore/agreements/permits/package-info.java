/**
 * What agreements mean to the gate: promises become permits, and permits are read back in plain
 * English.
 *
 * <p>Pure but for reading the register.
 */
@NullMarked
package city.datastore.agreements.permits;

import org.jspecify.annotations.NullMarked;
