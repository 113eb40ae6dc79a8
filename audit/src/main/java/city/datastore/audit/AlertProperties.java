package city.datastore.audit;

import city.datastore.audit.alerts.AlertLimits;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * From where on something is worth an alert ({@code datastore.alerts.*}); see {@link AlertLimits}.
 */
@ConfigurationProperties(prefix = "datastore.alerts", ignoreUnknownFields = false)
public record AlertProperties(
        @DefaultValue("1GB") DataSize bulkBytes,
        @DefaultValue("20") int bulkFiles,
        @DefaultValue("10") int refusals,
        @DefaultValue("3") int emergencies,
        @DefaultValue("90d") Duration silence,
        @DefaultValue("4") int volumeTimes,
        @DefaultValue("20") int volumeAtLeast,
        @DefaultValue("07:00") String opens,
        @DefaultValue("19:00") String closes) {
    private static final int MOST = 1_000_000;
    private static final long MOST_DAYS = 3_650;

    public AlertProperties {
        within("bulk-bytes", bulkBytes.toBytes(), 1, Long.MAX_VALUE);
        within("bulk-files", bulkFiles, 1, MOST);
        within("refusals", refusals, 2, MOST);
        within("emergencies", emergencies, 1, MOST);
        within("silence (in days)", silence.toDays(), 1, MOST_DAYS);
        within("volume-times", volumeTimes, 1, MOST);
        within("volume-at-least", volumeAtLeast, 1, MOST);
        if (!time("opens", opens).isBefore(time("closes", closes))) {
            throw new IllegalArgumentException(
                    "datastore.alerts.closes is "
                            + closes
                            + ", it has to be later than datastore.alerts.opens, which is "
                            + opens);
        }
    }

    AlertLimits limits() {
        return new AlertLimits(
                bulkBytes.toBytes(),
                bulkFiles,
                refusals,
                emergencies,
                silence,
                volumeTimes,
                volumeAtLeast,
                time("opens", opens),
                time("closes", closes));
    }

    private static LocalTime time(String name, String text) {
        if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            throw new IllegalArgumentException(
                    "datastore.alerts."
                            + name
                            + " is \""
                            + text
                            + "\", it has to be a time of the day, such as 07:00");
        }
        return LocalTime.parse(text);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "datastore.alerts."
                            + name
                            + " is "
                            + value
                            + ", it has to be from "
                            + min
                            + " to "
                            + max);
        }
    }
}
