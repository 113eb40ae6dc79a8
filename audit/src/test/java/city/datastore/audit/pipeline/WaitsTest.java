package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitsTest {
    private final Waits waits = new Waits();
    private final CompletableFuture<String> awaited = new CompletableFuture<>();

    @AfterEach
    void end() {
        waits.close();
    }

    @Test
    void end_when_it_is_done() {
        var _ = awaited.completeAsync(() -> "done");

        assertThatCode(() -> waits.await(awaited, in(Duration.ofMinutes(1))))
                .doesNotThrowAnyException();
    }

    @Test
    void end_where_it_fails_with_why() {
        awaited.completeExceptionally(new IllegalStateException("why"));

        assertThatThrownBy(() -> waits.await(awaited, in(Duration.ofMinutes(1))))
                .hasRootCauseMessage("why");
    }

    @Test
    void end_in_time_where_nobody_ever_answers() {
        long began = System.nanoTime();

        assertThatThrownBy(() -> waits.await(awaited, in(Duration.ofMillis(100))))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void end_each_in_its_own_time_whichever_began_first() throws Exception {
        var longer =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                waits.await(new CompletableFuture<>(), in(Duration.ofMinutes(1)));
                            } catch (Exception _) {
                                // ended with the others
                            }
                        });

        assertThatThrownBy(() -> waits.await(awaited, in(Duration.ofMillis(1))))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(longer.isAlive()).isTrue();

        waits.close();
        longer.join();
    }

    @Test
    void are_over_at_once_after_the_end() {
        waits.close();

        assertThatThrownBy(() -> waits.await(awaited, in(Duration.ofMinutes(1))))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
