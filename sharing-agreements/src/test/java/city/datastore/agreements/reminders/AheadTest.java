package city.datastore.agreements.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which distance a date stands. */
class AheadTest {
    private static final Instant DUE = Instant.parse("2027-06-01T00:00:00Z");

    private static Optional<Ahead> before(String distance) {
        return Ahead.at(DUE.minus(Duration.parse(distance)), DUE);
    }

    @ParameterizedTest
    @CsvSource({
        "P90D, NINETY",
        "P60DT1S, NINETY",
        "P60D, SIXTY",
        "P45D, SIXTY",
        "P30DT1S, SIXTY",
        "P30D, THIRTY",
        "PT1S, THIRTY"
    })
    void is_the_nearest_that_reaches_the_date(String distance, Ahead ahead) {
        assertThat(before(distance)).contains(ahead);
    }

    @Test
    void is_none_while_the_date_is_far_away_and_when_it_has_come() {
        assertThat(before("P90DT1S")).isEmpty();
        assertThat(before("PT0S")).isEmpty();
        assertThat(before("PT-1S")).isEmpty();
    }
}
