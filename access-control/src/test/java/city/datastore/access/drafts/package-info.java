@NullMarked
package city.datastore.access.drafts;

import org.jspecify.annotations.NullMarked;
