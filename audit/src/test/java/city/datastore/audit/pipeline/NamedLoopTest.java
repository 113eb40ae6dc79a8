package city.datastore.audit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NamedLoopTest {
    @Nested
    class Work_that_throws {
        @Test
        void is_begun_anew_whether_it_is_an_exception_or_an_error() throws InterruptedException {
            var runs = new AtomicInteger();
            var third = new CountDownLatch(1);
            var loop =
                    new NamedLoop(
                            "test-errors",
                            each -> {
                                switch (runs.incrementAndGet()) {
                                    case 1 -> throw new IllegalStateException("first");
                                    case 2 -> throw new OutOfMemoryError("second");
                                    default -> {
                                        third.countDown();
                                        each.rest(Duration.ofSeconds(60));
                                    }
                                }
                            });

            loop.start();
            boolean again = third.await(30, TimeUnit.SECONDS);
            loop.stop();

            assertThat(again).isTrue();
            assertThat(loop.started()).isFalse();
        }
    }
}
