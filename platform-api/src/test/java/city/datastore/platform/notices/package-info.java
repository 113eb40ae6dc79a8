@NullMarked
package city.datastore.platform.notices;

import org.jspecify.annotations.NullMarked;
