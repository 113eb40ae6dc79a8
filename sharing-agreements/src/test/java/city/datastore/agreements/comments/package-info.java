/** Tests of comments on clauses. */
@NullMarked
package city.datastore.agreements.comments;

import org.jspecify.annotations.NullMarked;
