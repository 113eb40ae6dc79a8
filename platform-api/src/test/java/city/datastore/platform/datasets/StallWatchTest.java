package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A writer who reads for long and finds nothing that may leave asks nobody. */
class StallWatchTest {
    private final AtomicInteger cuts = new AtomicInteger();

    @Test
    void ends_a_release_that_writes_nothing_once_the_right_to_read_has_ended() {
        var watched = new WatchedStream(OutputStream.nullOutputStream(), () -> false);

        try (var stall = new StallWatch(watched, () -> false, cuts::incrementAndGet)) {
            assertThatThrownBy(() -> reads(10)).isInstanceOf(InterruptedException.class);

            assertThat(stall.hasCut()).isTrue();
        }
        assertThat(cuts).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void lets_one_go_on_that_may() throws InterruptedException {
        var watched = new WatchedStream(OutputStream.nullOutputStream(), () -> true);

        try (var stall = new StallWatch(watched, () -> true, cuts::incrementAndGet)) {
            assertThat(reads(2)).isFalse();

            assertThat(stall.hasCut()).isFalse();
        }
        assertThat(cuts).hasValue(0);
    }

    private static boolean reads(long seconds) throws InterruptedException {
        return new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
