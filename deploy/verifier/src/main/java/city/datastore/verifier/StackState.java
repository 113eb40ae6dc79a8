package city.datastore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.verify.SecondOpinion;
import java.io.IOException;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The state folder of a local stack: where its servers are and how to sign in to them. */
final class StackState implements CheckedLog {
    static final String TOPIC = "city.audit.events";

    private static final int MAX_KEY_BYTES = 64 * 1024;

    private final Path folder;

    StackState(Path folder) {
        this.folder = folder;
    }

    /** {@code .local/state}, unless {@code DATASTORE_HOME} names another. */
    static StackState usual() {
        String moved = System.getenv("DATASTORE_HOME");
        return new StackState(
                Path.of(moved == null || moved.isBlank() ? ".local/state" : moved)
                        .toAbsolutePath()
                        .normalize());
    }

    @Override
    public Kept kept() {
        Path verify = folder.resolve("verify");
        return new Kept(verify, verify.resolve("log.vkeys"));
    }

    @Override
    public String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/datastore";
    }

    @Override
    public String databasePassword() {
        Path file = folder.resolve("secrets/postgres-datastore_audit");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotCheckException(
                    "The password of the database role cannot be read from "
                            + file
                            + ": start the stack with ./dev up.",
                    e);
        }
    }

    @Override
    public SecondOpinion.Topic topic() {
        Map<String, Object> client = new HashMap<>();
        properties("secrets/kafka-platform.properties")
                .forEach((name, value) -> client.put(name.toString(), value));
        client.put("bootstrap.servers", "127.0.0.1:" + port("kafka"));
        return new SecondOpinion.Topic(TOPIC, client);
    }

    /** As the platform serves them. */
    @Override
    public String firstKeys() {
        String address = "http://127.0.0.1:" + port("platform") + "/log/key";
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            try (var in = connection.getInputStream()) {
                return new String(in.readNBytes(MAX_KEY_BYTES), UTF_8);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new CannotCheckException(
                    "The platform does not answer at " + address + ": is the stack up (./dev up)?",
                    e);
        }
    }

    private int port(String server) {
        String port = properties("run/supervisor.properties").getProperty(server, "");
        if (!port.matches("[0-9]{1,5}")) {
            throw new CannotCheckException(
                    "The state in " + folder + " names no port of " + server);
        }
        return Integer.parseInt(port);
    }

    private Properties properties(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(name))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CannotCheckException(
                    "Nothing is up in " + folder + ": start the stack with ./dev up.", e);
        }
        return properties;
    }
}
