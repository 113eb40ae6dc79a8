package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Bytes flow only while they are still allowed. */
class WatchedStreamTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asks_again_before_more_bytes_than_its_limit_have_gone_through() throws IOException {
        var watched = new WatchedStream(OutputStream.nullOutputStream(), this::yes);
        byte[] piece = new byte[1 << 20];

        for (long sent = 0; sent <= WatchedStream.MAX_BYTES_UNASKED; sent += piece.length) {
            watched.write(piece, 0, piece.length);
        }

        assertThat(asked).hasPositiveValue();
    }

    @Test
    void asks_before_the_first_byte() {
        var sink = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new WatchedStream(sink, () -> false).write(1))
                .isInstanceOf(CutOffException.class);

        assertThat(sink.size()).isZero();
    }

    @Test
    void lets_nothing_more_through_after_a_no() throws IOException {
        var sink = new ByteArrayOutputStream();
        var watched = new WatchedStream(sink, () -> asked.incrementAndGet() == 1);
        byte[] all = new byte[Math.toIntExact(WatchedStream.MAX_BYTES_UNASKED) + 1];

        assertThatThrownBy(() -> watched.write(all, 0, all.length))
                .isInstanceOf(CutOffException.class);
        assertThatThrownBy(() -> watched.write(1)).isInstanceOf(CutOffException.class);

        assertThat(sink.size()).isLessThan(all.length).isEqualTo((int) watched.passed());
    }

    private boolean yes() {
        asked.incrementAndGet();
        return true;
    }
}
