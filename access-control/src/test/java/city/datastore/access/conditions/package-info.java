@NullMarked
package city.datastore.access.conditions;

import org.jspecify.annotations.NullMarked;
