/**
 * What decisions rest on, in memory. {@link FactIndex} answers as the database would, {@link
 * LeasedIndex} only while it is known to be right, {@link FactFeed} keeps it so, and {@link
 * Settlement} holds a call that changed facts until every node decides by what it changed.
 *
 * <p>Knows the facts of the policy and where changes of them are told; knows no rule. The rooms
 * that keep facts implement its ports: {@link PermitTable}, {@link GrantTable}, {@link
 * OwnerRuleTable}.
 */
@NullMarked
package city.datastore.access.index;

import org.jspecify.annotations.NullMarked;
