/**
 * What a signature on an agreement says, sealed so that anybody can check it later without the
 * platform.
 */
@NullMarked
package city.datastore.agreements.signing;

import org.jspecify.annotations.NullMarked;
