@NullMarked
package city.datastore.platform.document;

import org.jspecify.annotations.NullMarked;
