@NullMarked
package city.datastore.audit.calendar;

import org.jspecify.annotations.NullMarked;
