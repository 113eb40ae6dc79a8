/**
 * What time it is, by two witnesses: the clock of the node and that of the database. {@link
 * ClockCheck} is what the gate asks, {@link TwoClocks} is its answer, {@link Sighting} is one look
 * at the database's clock, and {@link DatabaseClock} asks for one.
 *
 * <p>Knows no facts and no rule.
 */
@NullMarked
package city.datastore.access.clocks;

import org.jspecify.annotations.NullMarked;
