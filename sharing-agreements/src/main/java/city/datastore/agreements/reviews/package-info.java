/**
 * Reviews of agreements in force: what was really used beside what was promised, what follows from
 * that, and what came of it. Pure; who counts, stores and asks the gate is elsewhere.
 */
@NullMarked
package city.datastore.agreements.reviews;

import org.jspecify.annotations.NullMarked;
