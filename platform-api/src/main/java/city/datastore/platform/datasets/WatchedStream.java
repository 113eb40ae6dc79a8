package city.datastore.platform.datasets;

import city.datastore.audit.event.Doubt;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets bytes through while they are still allowed: asks before the first of them, again every tenth
 * of a second and every 64 MiB, also before it has those leave that wait behind it, and lets
 * nothing more through after a no. A yes counts for a tenth of a second from the instant at which
 * it was asked for: after one that was longer in coming it asks again, and three of them in a row
 * are a doubt, which ends it as a no does. Not for several threads at once, but for {@link
 * #unasked} and {@link #begun}.
 */
final class WatchedStream extends OutputStream {
    static final long MAX_BYTES_UNASKED = 64L << 20;
    static final Duration MAX_TIME_UNASKED = Duration.ofMillis(100);

    private static final int PIECE = 1 << 17;
    private static final int TRIES = 3;

    private final OutputStream sink;
    private final Supplier<StillAllowed> stillAllowed;
    private final LongSupplier nanos;
    private long passed;
    private volatile boolean begun;
    private boolean asked;
    private long askedAtByte;
    private volatile long askedAtNanos;

    WatchedStream(OutputStream sink, Supplier<StillAllowed> stillAllowed) {
        this(sink, stillAllowed, System::nanoTime);
    }

    /**
     * @param nanos a monotonic clock, in nanoseconds
     */
    WatchedStream(OutputStream sink, Supplier<StillAllowed> stillAllowed, LongSupplier nanos) {
        this.sink = sink;
        this.stillAllowed = stillAllowed;
        this.nanos = nanos;
        this.askedAtNanos = nanos.getAsLong();
    }

    /** How many bytes went through. */
    long passed() {
        return passed;
    }

    /** How long ago the last yes was asked for; before the first one, since when this is there. */
    Duration unasked() {
        return Duration.ofNanos(nanos.getAsLong() - askedAtNanos);
    }

    /** Whether there are bytes that may have gone out. */
    boolean begun() {
        return begun;
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
            begun = true;
            sink.write(bytes, offset + done, piece);
            passed += piece;
        }
    }

    private void askAgain() throws CutOffException {
        if (asked && passed - askedAtByte < MAX_BYTES_UNASKED && counts(askedAtNanos)) {
            return;
        }
        for (int tries = 0; tries < TRIES; tries++) {
            long began = nanos.getAsLong();
            switch (stillAllowed.get()) {
                case YES -> {}
                case NO -> throw new CutOffException();
                case IN_DOUBT -> throw new CutOffException(Doubt.FACTS_UNAVAILABLE);
                case TIME_IN_DOUBT -> throw new CutOffException(Doubt.CLOCKS_DISAGREE);
            }
            if (counts(began)) {
                asked = true;
                askedAtByte = passed;
                askedAtNanos = began;
                return;
            }
        }
        throw new CutOffException(Doubt.FACTS_UNAVAILABLE);
    }

    /** Whether a yes that was asked for then is still good. */
    private boolean counts(long began) {
        return nanos.getAsLong() - began < MAX_TIME_UNASKED.toNanos();
    }

    @Override
    public void flush() throws IOException {
        askAgain();
        sink.flush();
    }
}
