package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.audit.event.Doubt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bytes flow only while they are still allowed. */
class WatchedStreamTest {
    private static final long LIMIT = WatchedStream.MAX_TIME_UNASKED.toNanos();

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void asks_again_before_more_bytes_than_its_limit_have_gone_through() throws IOException {
        var watched = new WatchedStream(OutputStream.nullOutputStream(), this::yes);
        byte[] piece = new byte[1 << 20];

        for (long sent = 0; sent <= WatchedStream.MAX_BYTES_UNASKED; sent += piece.length) {
            watched.write(piece, 0, piece.length);
        }

        assertThat(asked).hasValueGreaterThan(1);
    }

    @Test
    void asks_before_the_first_byte() {
        var sink = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new WatchedStream(sink, () -> StillAllowed.NO).write(1))
                .isInstanceOf(CutOffException.class);

        assertThat(sink.size()).isZero();
    }

    @Test
    void lets_nothing_more_through_after_a_no() throws IOException {
        var sink = new ByteArrayOutputStream();
        var watched = new WatchedStream(sink, this::onlyTheFirstTime);
        byte[] all = new byte[Math.toIntExact(WatchedStream.MAX_BYTES_UNASKED) + 1];

        assertThatThrownBy(() -> watched.write(all, 0, all.length))
                .isInstanceOf(CutOffException.class);
        assertThatThrownBy(() -> watched.write(1)).isInstanceOf(CutOffException.class);

        assertThat(sink.size()).isLessThan(all.length).isEqualTo((int) watched.passed());
    }

    @Test
    void asks_again_when_a_tenth_of_a_second_is_over() throws IOException {
        var watched = new WatchedStream(OutputStream.nullOutputStream(), this::yes, nanos::get);
        watched.write(1);
        nanos.addAndGet(LIMIT - 1);
        watched.write(1);
        assertThat(asked).hasValue(1);

        nanos.incrementAndGet();
        watched.write(1);

        assertThat(asked).hasValue(2);
    }

    @Test
    void asks_again_before_it_has_what_waits_behind_it_leave() throws IOException {
        var left = new AtomicInteger();
        var sink =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        left.set(size());
                    }
                };
        var watched = new WatchedStream(sink, this::onlyTheFirstTime, nanos::get);
        watched.write(1);
        nanos.addAndGet(LIMIT);

        assertThatThrownBy(watched::flush).isInstanceOf(CutOffException.class);

        assertThat(left).hasValue(0);
    }

    @Test
    void does_not_go_by_a_yes_that_was_long_in_coming() {
        var sink = new ByteArrayOutputStream();
        var watched =
                new WatchedStream(sink, () -> asked.get() == 0 ? slowYes() : no(), nanos::get);

        assertThatThrownBy(() -> watched.write(1)).isInstanceOf(CutOffException.class);

        assertThat(asked).hasValue(2);
        assertThat(sink.size()).isZero();
    }

    @Test
    void goes_by_the_next_yes_that_comes_in_time() throws IOException {
        var sink = new ByteArrayOutputStream();
        var watched =
                new WatchedStream(sink, () -> asked.get() == 0 ? slowYes() : yes(), nanos::get);

        watched.write(1);

        assertThat(asked).hasValue(2);
        assertThat(sink.size()).isEqualTo(1);
    }

    @Test
    void lets_nothing_through_where_every_yes_is_long_in_coming() {
        var sink = new ByteArrayOutputStream();
        var watched = new WatchedStream(sink, this::slowYes, nanos::get);

        assertThat(cutOff(watched).doubt()).contains(Doubt.FACTS_UNAVAILABLE);

        assertThat(asked).hasValue(3);
        assertThat(sink.size()).isZero();
    }

    @Test
    void lets_nothing_through_in_doubt_and_says_that_it_was_no_no() {
        var sink = new ByteArrayOutputStream();

        assertThat(cutOff(new WatchedStream(sink, () -> StillAllowed.IN_DOUBT)).doubt())
                .contains(Doubt.FACTS_UNAVAILABLE);
        assertThat(cutOff(new WatchedStream(sink, () -> StillAllowed.TIME_IN_DOUBT)).doubt())
                .contains(Doubt.CLOCKS_DISAGREE);
        assertThat(cutOff(new WatchedStream(sink, () -> StillAllowed.NO)).doubt()).isEmpty();

        assertThat(sink.size()).isZero();
    }

    private static CutOffException cutOff(WatchedStream watched) {
        return catchThrowableOfType(CutOffException.class, () -> watched.write(1));
    }

    private StillAllowed slowYes() {
        nanos.addAndGet(LIMIT);
        return yes();
    }

    private StillAllowed yes() {
        asked.incrementAndGet();
        return StillAllowed.YES;
    }

    private StillAllowed no() {
        asked.incrementAndGet();
        return StillAllowed.NO;
    }

    private StillAllowed onlyTheFirstTime() {
        return asked.get() == 0 ? yes() : no();
    }
}
