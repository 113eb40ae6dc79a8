package city.datastore.audit.alerts;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * From where on something is worth an alert.
 *
 * @param bulkBytes more bytes than this by one person in an hour
 * @param bulkFiles more whole files than this by one person in an hour
 * @param refusals so many refusals of one person in an hour, or more
 * @param emergencies so many emergency accesses opened by one person in seven days, or more
 * @param silence the first reading after so long without one, or longer
 * @param volumeTimes more than so many times the mean of the 28 days before
 * @param volumeAtLeast and at least so many readings of a dataset on the day
 * @param opens when working hours start in London, Monday to Friday
 * @param closes when they end
 */
public record AlertLimits(
        long bulkBytes,
        int bulkFiles,
        int refusals,
        int emergencies,
        Duration silence,
        int volumeTimes,
        int volumeAtLeast,
        LocalTime opens,
        LocalTime closes) {

    List<AlertRule> rules() {
        return List.of(
                new BulkReading(bulkBytes, bulkFiles),
                new OutOfHours(new WorkingHours(opens, closes)),
                new LongSilence(silence),
                new ManyRefusals(refusals),
                new ManyEmergencies(emergencies),
                new BreakInVolume(volumeTimes, volumeAtLeast),
                new OwnReading());
    }
}
