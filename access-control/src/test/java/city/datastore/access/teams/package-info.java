@NullMarked
package city.datastore.access.teams;

import org.jspecify.annotations.NullMarked;
