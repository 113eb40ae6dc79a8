/**
 * Comments on clauses: what the lead of a party has to say of a text that is being written or
 * signed, what the others answer, and whether it is settled.
 *
 * <p>{@link city.datastore.agreements.comments.Comments} holds the use cases. A comment changes
 * nothing of the agreement, not even its revision: nobody loses an edit because somebody else had
 * something to say.
 */
@NullMarked
package city.datastore.agreements.comments;

import org.jspecify.annotations.NullMarked;
