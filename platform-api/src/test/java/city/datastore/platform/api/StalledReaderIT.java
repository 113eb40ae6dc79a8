package city.datastore.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.datastore.platform.RunningPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Readers who ask for a file over a real connection, and then take nothing of it. */
class StalledReaderIT {
    /** More than the operating system keeps on the way. */
    private static final int BYTES = 48 << 20;

    private static final Duration STALLED = Duration.ofSeconds(3);

    /** Two rounds of asking, and a machine with other things to do. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Stage stage = new Stage(platform);

    @Test
    void are_cut_off_when_access_is_stopped() throws Exception {
        var shared = share();
        try (var socket = begin(shared)) {
            stalls(shared);

            stop(shared);

            await().atMost(BOUND).until(() -> outcome(shared).contains("cut-off"));
            assertThat(rest(socket)).isLessThan(BYTES);
        }
    }

    /** That a stop stops is no failure of the server: it would be logged with a stack trace. */
    @Test
    void are_no_failure_of_the_server_when_they_are_cut_off() throws Exception {
        var failures = new ListAppender<ILoggingEvent>();
        failures.start();
        var server = (Logger) LoggerFactory.getLogger("org.apache.catalina.core.ContainerBase");
        server.addAppender(failures);
        var shared = share();
        try (var socket = begin(shared)) {
            stop(shared);

            assertThat(rest(socket)).isLessThan(BYTES);
            await().atMost(BOUND).until(() -> outcome(shared).contains("cut-off"));
        } finally {
            server.detachAppender(failures);
        }
        assertThat(failures.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    @Test
    void are_let_be_while_they_may_read() throws Exception {
        var shared = share();
        try (var socket = begin(shared)) {
            stalls(shared);

            assertThat(rest(socket)).isEqualTo(BYTES);
        }
    }

    private void stop(Shared shared) {
        stage.as("brent.ig")
                .post("/grants/" + shared.grant + "/revocation", Map.of("reason", "over"))
                .is(200);
    }

    /** Until the operating system takes no more of it, and the write waits. */
    private void stalls(Shared shared) {
        await().during(STALLED).atMost(BOUND).until(() -> outcome(shared).isEmpty());
    }

    private record Shared(String dataset, String agreement, String grant) {}

    private Shared share() {
        String dataset = stage.emptyDataset("brent");
        stage.as("brent.steward")
                .call(
                        "POST",
                        "/datasets/" + dataset + "/versions",
                        Map.of("Content-Type", "application/octet-stream"),
                        new byte[BYTES])
                .is(201);
        String agreement = stage.agreement(dataset, "gla", "all");
        return new Shared(dataset, agreement, stage.grant(dataset, agreement, "gla.officer"));
    }

    /** Asks for the file and reads the head of the answer alone. */
    private Socket begin(Shared shared) throws IOException {
        var address = platform.uri("");
        var socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(
                        """
                        GET /api/v1%s HTTP/1.1
                        Host: 127.0.0.1:%d
                        Authorization: Bearer %s
                        Connection: close

                        """
                                .formatted(
                                        Stage.content(shared.dataset, shared.agreement),
                                        address.getPort(),
                                        platform.token("gla.officer"))
                                .replace("\n", "\r\n")
                                .getBytes(ISO_8859_1));
        assertThat(line(socket.getInputStream())).contains("200");
        while (!line(socket.getInputStream()).isEmpty()) {}
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString().strip();
    }

    /** How many more bytes come. */
    private static long rest(Socket socket) {
        long bytes = 0;
        var piece = new byte[1 << 16];
        try {
            var in = socket.getInputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                bytes += read;
            }
        } catch (IOException _) {
            // the connection was broken
        }
        return bytes;
    }

    /** Why the release ended before the last byte, as the record has it; empty until it ended. */
    private String outcome(Shared shared) {
        var auditor = stage.as("city.auditor");
        var found =
                auditor.get("/audit/events?action=dataset.release&dataset=" + shared.dataset)
                        .is(200)
                        .texts("items", "id");
        return found.isEmpty()
                ? ""
                : auditor.get("/audit/events/" + found.getFirst())
                        .is(200)
                        .json()
                        .path("reasons")
                        .toString();
    }
}
