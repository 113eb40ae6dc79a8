/** Tests of this room. */
@NullMarked
package city.datastore.agreements.mail;

import org.jspecify.annotations.NullMarked;
