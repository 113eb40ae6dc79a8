package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer who reads for long and finds nothing that may leave asks nobody. */
class StallWatchTest {
    private final AtomicInteger cuts = new AtomicInteger();
    private final WatchedStream watched =
            new WatchedStream(OutputStream.nullOutputStream(), () -> StillAllowed.YES);

    @Test
    void ends_a_release_that_writes_nothing_more_once_the_right_to_read_has_ended()
            throws IOException {
        watched.write(1);

        endsAfter(StillAllowed.NO);

        assertThat(cuts).hasValue(1);
    }

    @Test
    void ends_one_that_has_written_nothing_and_leaves_its_connection_for_an_answer() {
        endsAfter(StillAllowed.NO);

        assertThat(cuts).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_DOUBT", "TIME_IN_DOUBT"})
    void ends_one_of_which_it_cannot_be_found_out(StillAllowed doubt) throws IOException {
        watched.write(1);

        endsAfter(doubt);

        assertThat(cuts).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_DOUBT", "TIME_IN_DOUBT"})
    void leaves_one_in_doubt_that_has_written_nothing_until_it_asks_by_itself(StillAllowed doubt)
            throws Exception {
        goesOnAfter(doubt);
    }

    @Test
    void lets_one_go_on_that_may() throws Exception {
        goesOnAfter(StillAllowed.YES);
    }

    private void endsAfter(StillAllowed answer) {
        try (var stall = new StallWatch(watched, () -> answer, cuts::incrementAndGet)) {
            assertThatThrownBy(() -> reads(10)).isInstanceOf(InterruptedException.class);

            assertThat(stall.cutAfter()).contains(answer);
            assertThat(stall.stopped()).isEqualTo(answer == StillAllowed.NO);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private void goesOnAfter(StillAllowed answer) throws InterruptedException {
        try (var stall = new StallWatch(watched, () -> answer, cuts::incrementAndGet)) {
            assertThat(reads(2)).isFalse();

            assertThat(stall.cutAfter()).isEmpty();
            assertThat(stall.stopped()).isFalse();
        }
        assertThat(cuts).hasValue(0);
    }

    private static boolean reads(long seconds) throws InterruptedException {
        return new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
