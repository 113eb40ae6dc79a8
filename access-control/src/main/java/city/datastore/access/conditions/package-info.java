/** On what conditions owners of data let people read it: hours, a second factor, networks. */
@NullMarked
package city.datastore.access.conditions;

import org.jspecify.annotations.NullMarked;
