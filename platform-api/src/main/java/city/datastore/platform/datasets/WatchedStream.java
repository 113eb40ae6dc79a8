package city.datastore.platform.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Lets bytes through while they are still allowed: asks before the first of them, again every tenth
 * of a second and every 64 MiB, and lets nothing more through after a no. A yes counts from the
 * instant at which it was asked for, so an answer that was long in coming, or a thread that was
 * held up, asks once more. Not for several threads at once, but for {@link #held}.
 */
final class WatchedStream extends OutputStream {
    static final long MAX_BYTES_UNASKED = 64L << 20;
    static final Duration MAX_TIME_UNASKED = Duration.ofMillis(100);

    private static final int PIECE = 1 << 17;

    private final OutputStream sink;
    private final BooleanSupplier stillAllowed;
    private long passed;
    private boolean asked;
    private long askedAtByte;
    private long askedAtNanos;
    private volatile long heldSinceNanos;
    private volatile boolean held;

    WatchedStream(OutputStream sink, BooleanSupplier stillAllowed) {
        this.sink = sink;
        this.stillAllowed = stillAllowed;
    }

    /** How many bytes went through. */
    long passed() {
        return passed;
    }

    /** How long the sink has kept the piece that it was given last; zero where it has taken it. */
    Duration held() {
        return held ? Duration.ofNanos(System.nanoTime() - heldSinceNanos) : Duration.ZERO;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            int piece = Math.min(PIECE, length - done);
            askAgain();
            heldSinceNanos = System.nanoTime();
            held = true;
            sink.write(bytes, offset + done, piece);
            held = false;
            passed += piece;
        }
    }

    private void askAgain() throws CutOffException {
        long now = System.nanoTime();
        if (asked
                && passed - askedAtByte < MAX_BYTES_UNASKED
                && now - askedAtNanos < MAX_TIME_UNASKED.toNanos()) {
            return;
        }
        if (!stillAllowed.getAsBoolean()) {
            throw new CutOffException();
        }
        asked = true;
        askedAtByte = passed;
        askedAtNanos = now;
    }

    @Override
    public void flush() throws IOException {
        heldSinceNanos = System.nanoTime();
        held = true;
        sink.flush();
        held = false;
    }
}
