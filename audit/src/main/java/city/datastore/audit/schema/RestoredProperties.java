package city.datastore.audit.schema;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether an older database was put back on purpose ({@code datastore.restored.*}).
 *
 * @param day in UTC on which that is so, such as {@code 2026-11-23}; empty for never. Left where it
 *     is, it says nothing on the day after.
 */
@ConfigurationProperties(prefix = "datastore.restored", ignoreUnknownFields = false)
public record RestoredProperties(@DefaultValue("") String day) {
    public RestoredProperties {
        try {
            day = day.isBlank() ? "" : LocalDate.parse(day.strip()).toString();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "datastore.restored.day is \""
                            + day
                            + "\", it has to be a day such as 2026-11-23",
                    e);
        }
    }

    /** Whether that is today. */
    public boolean today(Clock clock) {
        return day.equals(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
    }
}
