/**
 * Days and times of day in London, as every sentence to people says them: rules, letters, alerts
 * and pages. What machines read has instants in UTC instead (ISO 8601).
 *
 * <p>Pure; open to every room. Knows nothing but the JDK.
 */
@NullMarked
package city.datastore.audit.calendar;

import org.jspecify.annotations.NullMarked;
