package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GroupPaceTest {
    private final AtomicLong now = new AtomicLong(7_000_000);
    private final GroupPace pace = new GroupPace(256, now::get);

    @Test
    void lets_the_first_event_through_at_once() {
        assertThat(pace.left()).isZero();
    }

    @Test
    void waits_the_longer_the_more_came_the_last_time() {
        assertThat(pace.apart(1)).isEqualTo(Duration.ofMillis(5));
        assertThat(pace.apart(12)).isEqualTo(Duration.ofMillis(12));
        assertThat(pace.apart(60)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void does_not_wait_after_a_full_group_because_more_is_there() {
        assertThat(pace.apart(256)).isZero();
        assertThat(pace.apart(400)).isZero();
    }

    @Test
    void counts_from_when_the_last_group_began() {
        pace.begins(100);

        now.addAndGet(15_000_000);
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(5));
        now.addAndGet(15_000_000);
        assertThat(pace.left()).isZero();
    }
}
