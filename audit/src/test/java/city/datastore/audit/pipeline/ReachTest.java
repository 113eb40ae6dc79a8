package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.EventId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static EventId made(Instant at) {
        return EventId.at(at);
    }

    @Nested
    class A_log_that_stands_still_since_noon {
        private final Instant now = NOON.plusSeconds(3_600);
        private final Reach reach = new Reach(NOON, 312);

        @Test
        void may_still_get_what_was_made_since() {
            assertThat(reach.mayStillCome(made(NOON.plusSeconds(1)), now)).isTrue();
            assertThat(reach.mayStillCome(made(now), now)).isTrue();
        }

        @Test
        void may_still_get_what_was_made_a_moment_before_by_another_clock() {
            assertThat(reach.mayStillCome(made(NOON.minusSeconds(9)), now)).isTrue();
        }

        @Test
        void gets_nothing_that_was_made_before() {
            assertThat(reach.mayStillCome(made(NOON.minusSeconds(11)), now)).isFalse();
        }

        @Test
        void gets_nothing_that_is_yet_to_be_made_or_does_not_say_when_it_was() {
            assertThat(reach.mayStillCome(made(now.plusSeconds(11)), now)).isFalse();
            assertThat(reach.mayStillCome(new EventId(UUID.randomUUID()), now)).isFalse();
        }

        @Test
        void is_not_up_to_date() {
            assertThat(reach.upToDate(now)).isFalse();
            assertThat(reach.upToDate(NOON.plusSeconds(9))).isTrue();
        }
    }

    @Test
    void a_log_that_nobody_has_looked_at_may_get_anything() {
        assertThat(Reach.UNKNOWN.known()).isFalse();
        assertThat(Reach.UNKNOWN.mayStillCome(made(NOON), NOON.plusSeconds(3_600))).isTrue();
    }
}
