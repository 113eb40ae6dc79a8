/**
 * The rules, and nothing else: default refuse, forbid wins, doubt refuses.
 *
 * <p>Pure: a question and facts go in, a judgement comes out; no clock, no database, no Spring.
 */
@NullMarked
package city.datastore.access.policy;

import org.jspecify.annotations.NullMarked;
