/**
 * What agreements mean to the gate: promises become permits, and a need is held against permits to
 * find the agreement that comes nearest.
 *
 * <p>Pure but for reading the register.
 */
@NullMarked
package city.datastore.agreements.permits;

import org.jspecify.annotations.NullMarked;
