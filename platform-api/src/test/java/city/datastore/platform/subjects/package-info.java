/** How identifiers are tidied before they are hashed, and what is found of somebody in a crowd. */
@NullMarked
package city.datastore.platform.subjects;

import org.jspecify.annotations.NullMarked;
