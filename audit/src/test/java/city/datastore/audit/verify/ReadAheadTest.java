package city.datastore.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final Random random = new Random(20261123);

    @Test
    void gives_all_bytes_in_their_order_whoever_asks_for_its_input() throws Exception {
        byte[] sent = new byte[300_000];
        random.nextBytes(sent);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var sender = Executors.newSingleThreadExecutor()) {
            var sending =
                    sender.submit(() -> {
                        try (Socket accepted = server.accept()) {
                            accepted.getOutputStream().write(sent);
                        }
                        return null;
                    });
            var received = new ByteArrayOutputStream();
            try (Socket socket =
                    new ReadAhead().createSocket(server.getInetAddress(), server.getLocalPort())) {
                // as a TLS layer does, which asks anew for the input of the socket below it
                InputStream first = socket.getInputStream();
                received.writeBytes(first.readNBytes(1));
                InputStream second = socket.getInputStream();
                byte[] some = new byte[5_000];
                for (int read = 0; read >= 0; read = second.read(some, 0, random.nextInt(5_000))) {
                    received.write(some, 0, read);
                }
            }
            sending.get();
            assertThat(received.toByteArray()).isEqualTo(sent);
        }
    }
}
