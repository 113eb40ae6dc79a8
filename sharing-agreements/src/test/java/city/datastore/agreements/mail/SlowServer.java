package city.datastore.agreements.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes calls and says the same line again and again, or nothing, until the caller hangs up. */
final class SlowServer implements AutoCloseable {
    private final ServerSocket door;
    private final String line;
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    private SlowServer(String line) throws IOException {
        this.line = line;
        this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var _ = Thread.ofVirtual().start(this::serve);
    }

    static SlowServer started(String line) throws IOException {
        return new SlowServer(line);
    }

    int port() {
        return door.getLocalPort();
    }

    void awaitCalled() throws InterruptedException {
        await(called, "nobody called");
    }

    void awaitHungUp() throws InterruptedException {
        await(hungUp, "the caller did not hang up");
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError(otherwise);
        }
    }

    private void serve() {
        try (Socket caller = door.accept()) {
            called.countDown();
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length == 0) {
                var _ = caller.getInputStream().read();
            }
            while (bytes.length > 0) {
                caller.getOutputStream().write(bytes);
                Thread.sleep(10); // slowly, and without end
            }
        } catch (IOException | InterruptedException _) {
            // the caller has hung up
        }
        hungUp.countDown();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
