/** Tests of the alerts. */
@NullMarked
package city.datastore.audit.alerts;

import org.jspecify.annotations.NullMarked;
