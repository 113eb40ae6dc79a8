package city.datastore.verifier;

import city.datastore.audit.verify.SecondOpinion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The state folder of a local stack: where its servers are and how to sign in to them. */
final class StackState {
    private static final String TOPIC = "city.audit.events";

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

    Kept kept() {
        return new Kept(folder.resolve("verify"));
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/datastore";
    }

    String databasePassword() {
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

    SecondOpinion.Topic topic() {
        Map<String, Object> client = new HashMap<>();
        properties("secrets/kafka-platform.properties")
                .forEach((name, value) -> client.put(name.toString(), value));
        client.put("bootstrap.servers", "127.0.0.1:" + port("kafka"));
        return new SecondOpinion.Topic(TOPIC, client);
    }

    String keyAddress() {
        return "http://127.0.0.1:" + port("platform") + "/log/key";
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
