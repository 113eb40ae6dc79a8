/**
 * What owners of data lay down for who reads it, whatever its kind: looked at, set, ended and
 * listed in the same way. A kind is a subclass of {@link OwnerRules} with its {@link RuleTable},
 * its {@link OwnerRuleAsk} and its words; this room knows none of them. {@link Reach} and {@link
 * EmergenciesRunning} say whom a rule would concern that is looked at before it is set.
 */
@NullMarked
package city.datastore.access.ownerrules;

import org.jspecify.annotations.NullMarked;
