/** How identifiers are tidied before they are hashed. */
@NullMarked
package city.datastore.platform.subjects;

import org.jspecify.annotations.NullMarked;
