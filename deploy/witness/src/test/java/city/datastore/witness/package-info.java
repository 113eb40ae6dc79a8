/** The witness, alone and with a real log. */
@NullMarked
package city.datastore.witness;

import org.jspecify.annotations.NullMarked;
