/** What the vault promises. */
@NullMarked
package city.datastore.platform.vault;

import org.jspecify.annotations.NullMarked;
