@NullMarked
package city.datastore.agreements.particulars;

import org.jspecify.annotations.NullMarked;
