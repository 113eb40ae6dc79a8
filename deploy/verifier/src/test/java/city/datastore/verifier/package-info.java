@NullMarked
package city.datastore.verifier;

import org.jspecify.annotations.NullMarked;
