/** Which roles owners of data let read it: they narrow what the rules allow, version by version. */
@NullMarked
package city.datastore.access.rolepolicies;

import org.jspecify.annotations.NullMarked;
