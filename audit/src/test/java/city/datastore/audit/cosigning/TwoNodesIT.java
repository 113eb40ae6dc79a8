package city.datastore.audit.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.Events;
import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.stack.LocalStack;
import city.datastore.stack.Server;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one platform ask one witness at the same time, the other one about a longer log. */
class TwoNodesIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);

    @TempDir private Path folder = Path.of("");
    private final SigningKey witness =
            SigningKey.generate(
                    "witness.example/camden",
                    SignatureType.ED25519_COSIGNATURE,
                    new SecureRandom());

    /** What the witness says before it cosigns. */
    private final Queue<Supplier<String>> conflicts = new ArrayDeque<>();

    private final AuditStack stack = new AuditStack(SERVERS);
    private final Pipeline pipeline = stack.started();
    private final LogTables tables = new LogTables(stack.audit());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/add-checkpoint",
                exchange -> {
                    try (exchange) {
                        var asked = AddCheckpoint.parse(exchange.getRequestBody().readAllBytes());
                        var conflict = conflicts.poll();
                        byte[] said =
                                (conflict == null ? cosigned(asked) : conflict.get())
                                        .getBytes(UTF_8);
                        exchange.sendResponseHeaders(conflict == null ? 200 : 409, said.length);
                        exchange.getResponseBody().write(said);
                    }
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        stack.close();
    }

    private void record() {
        long before = tables.head().size();
        pipeline.recorder().record(Events.read("mps.officer", "camden/hmo"));
        AuditStack.until("it is stored", () -> tables.head().size() == before + 1);
    }

    /** The log grows, the other node has it cosigned, and that is what the witness says. */
    private String later() {
        record();
        return tables.head().size() + "\n";
    }

    private String cosigned(AddCheckpoint asked) {
        return witness.sign(asked.checkpoint().text(), Instant.now()).line();
    }

    private Cosigning cosigning() throws IOException {
        String line =
                "witness camden %s http://127.0.0.1:%d\nquorum camden\n"
                        .formatted(witness.verifierKey().text(), server.getAddress().getPort());
        Path file = Files.writeString(folder.resolve("witnesses"), line);
        return new Cosigning(
                stack.audit(),
                AuditStack.SIGNER,
                WitnessPolicy.read(file, AuditStack.SIGNER.keys()),
                stack.metrics,
                Clock.systemUTC());
    }

    @Test
    void neither_serves_a_checkpoint_without_the_witness_nor_lets_it_rest() throws Exception {
        conflicts.add(this::later);
        record();

        assertThatTheSecondRoundServes(2);
    }

    /** The other node asked it last, and asks it again between two questions of this one. */
    @Test
    void does_so_neither_where_the_witness_first_says_up_to_where_it_has_seen() throws Exception {
        conflicts.add(() -> "1\n");
        conflicts.add(this::later);
        record();
        record();

        assertThatTheSecondRoundServes(3);
    }

    private void assertThatTheSecondRoundServes(long size) throws Exception {
        try (Cosigning cosigning = cosigning()) {
            cosigning.round();
            assertThat(tables.cosigned()).isEmpty();

            cosigning.round();
            var served = tables.cosigned().orElseThrow();
            assertThat(served.size()).isEqualTo(size);
            assertThat(
                            SignedNote.parse(String.valueOf(served.checkpoint()))
                                    .verify(List.of(witness.verifierKey())))
                    .hasSize(1);
        }
        assertThat(stack.metrics.get("datastore.audit.witness.failed").counter().count()).isZero();
    }
}
