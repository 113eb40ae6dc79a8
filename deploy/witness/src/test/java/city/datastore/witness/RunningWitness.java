package city.datastore.witness;

import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A real witness on a port of its own, which can be stopped and started again. */
final class RunningWitness implements AutoCloseable {
    private final Path home;
    private final String name;
    private final List<VerifierKey> logs;
    private WitnessServer server;
    private final int port;

    RunningWitness(Path home, String name, List<VerifierKey> logs) {
        this.home = home;
        this.name = name;
        this.logs = logs;
        this.server = listening(0);
        this.port = server.port();
    }

    private WitnessServer listening(int at) {
        try {
            return new WitnessServer(
                    witness(), new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Witness witness() {
        return new Witness(logs, key(), new Seen(home, key().verifierKey()), Clock.systemUTC());
    }

    private SigningKey key() {
        return WitnessKeyFile.open(home.resolve("witness.key"), name);
    }

    VerifierKey verifierKey() {
        return key().verifierKey();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void startAgain() {
        server = listening(port);
    }

    @Override
    public void close() {
        server.close();
    }
}
