package city.datastore.platform.tabular;

import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries bytes from one thread to another, holding at most a quarter of a MiB. The writer waits
 * while it is full, unless the reader has gone; the reader waits while it is empty, unless the
 * writer has ended.
 */
final class Pipe extends InputStream {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[1 << 18];
    private int start;
    private int filled;
    private boolean ended;
    private boolean readerGone;

    void write(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            int done = 0;
            while (done < length && !readerGone) {
                if (filled == ring.length) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                int at = (start + filled) % ring.length;
                int room = Math.min(ring.length - filled, ring.length - at);
                int count = Math.min(room, length - done);
                System.arraycopy(bytes, offset + done, ring, at, count);
                filled += count;
                done += count;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** No more bytes will come. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (filled == 0 && !ended) {
                changed.awaitUninterruptibly();
            }
            if (filled == 0) {
                return -1;
            }
            int count = Math.min(length, Math.min(filled, ring.length - start));
            System.arraycopy(ring, start, bytes, offset, count);
            start = (start + count) % ring.length;
            filled -= count;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The reader wants no more; the writer never waits again. */
    @Override
    public void close() {
        lock.lock();
        try {
            readerGone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
