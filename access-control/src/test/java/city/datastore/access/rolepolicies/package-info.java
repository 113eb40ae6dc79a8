@NullMarked
package city.datastore.access.rolepolicies;

import org.jspecify.annotations.NullMarked;
