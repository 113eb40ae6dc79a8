package city.datastore.access.clocks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How well clocks have to be set ({@code datastore.clocks.*}).
 *
 * @param apartMax how far the clock of this node and the database's may be apart
 */
@ConfigurationProperties(prefix = "datastore.clocks", ignoreUnknownFields = false)
public record ClocksProperties(@DefaultValue("10s") Duration apartMax) {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(5);

    public ClocksProperties {
        if (apartMax.compareTo(LEAST) < 0 || apartMax.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "datastore.clocks.apart-max is from 1s to 5m, and not " + apartMax);
        }
    }
}
