@NullMarked
package city.datastore.agreements.reviews;

import org.jspecify.annotations.NullMarked;
