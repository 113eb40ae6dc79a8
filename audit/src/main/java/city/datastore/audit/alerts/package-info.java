/**
 * What in the record an auditor should look at, and what came of looking.
 *
 * <p>The rules are pure: an event and the running facts in, alerts out. {@link
 * city.datastore.audit.alerts.Alerting} follows the record in the order of its events and keeps its
 * own place; {@link city.datastore.audit.alerts.Alerts} is what others read and review alerts by.
 * {@link city.datastore.audit.alerts.LogAlarm} raises the alerts that come from no event: that the
 * log itself is in doubt, that the record lacks something, that a witness does not work. Nothing
 * here holds an event up, and nobody is refused anything because of an alert.
 */
@NullMarked
package city.datastore.audit.alerts;

import org.jspecify.annotations.NullMarked;
