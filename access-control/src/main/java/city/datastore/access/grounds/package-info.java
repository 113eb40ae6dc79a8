/**
 * What each decision rested on, kept beside the record: the question and the facts, as the policy
 * saw them, under the digest that the event names. With it the same question can be judged again
 * years later. Written once, read by whoever replays a decision, deleted with the bodies of the
 * events of its month.
 */
@NullMarked
package city.datastore.access.grounds;

import org.jspecify.annotations.NullMarked;
