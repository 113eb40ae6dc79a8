/** One page of a long list, and where the next one starts. */
@NullMarked
package city.datastore.audit.paging;

import org.jspecify.annotations.NullMarked;
