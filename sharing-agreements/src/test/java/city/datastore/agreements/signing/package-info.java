/** That a signature on an agreement can be checked without the platform. */
@NullMarked
package city.datastore.agreements.signing;

import org.jspecify.annotations.NullMarked;
