package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
    @Test
    void a_date_that_ends_something_means_the_end_of_that_day_in_London() {
        assertThat(When.until("2026-12-01")).isEqualTo(Instant.parse("2026-12-02T00:00:00Z"));
    }

    @Test
    void and_in_summer_that_is_an_hour_earlier() {
        assertThat(When.until("2026-06-30")).isEqualTo(Instant.parse("2026-06-30T23:00:00Z"));
    }

    @Test
    void a_date_that_starts_something_means_its_first_instant() {
        assertThat(When.from("2026-12-01")).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void an_instant_is_itself_whatever_its_offset() {
        assertThat(When.until("2026-12-01T10:00:00+01:00"))
                .isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "2026-02-30",
                "01/12/2026",
                "2026-12-01T09:00:00",
                "+999999999-12-31T00:00:00Z",
                "0001-01-01",
                "9999-12-31",
            })
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> When.until(text)).isInstanceOf(WhenException.class);
    }
}
