package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to start, where its state lives and on which ports.
 *
 * @param servers the servers wanted; Keycloak brings PostgreSQL with it
 * @param home state folder: data, secrets, logs
 * @param inTests whether it begins from a prepared copy, and Keycloak lets the platform be on any
 *     loopback port
 * @param temporary whether the state folder is deleted when the stack is closed
 * @param broker how large a broker Kafka is
 */
public record StackOptions(
        Set<Server> servers,
        Path home,
        Ports ports,
        boolean inTests,
        boolean temporary,
        Broker broker) {

    public StackOptions {
        var wanted = EnumSet.copyOf(servers);
        if (wanted.contains(Server.KEYCLOAK)) {
            wanted.add(Server.POSTGRES);
        }
        servers = Set.copyOf(wanted);
        home = home.toAbsolutePath().normalize();
    }

    /** For {@code ./dev up}: all servers, in a state folder that stays. */
    static StackOptions lasting(Path home, Ports ports) {
        return new StackOptions(
                EnumSet.allOf(Server.class), home, ports, false, false, Broker.SMALL);
    }

    /** For tests: a temporary state folder, random free ports, and only the servers named. */
    public static StackOptions inTests(Server first, Server... others) {
        try {
            Path home = Files.createTempDirectory("city-datastore-");
            return new StackOptions(
                    EnumSet.of(first, others), home, Ports.random(), true, true, Broker.SMALL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in another state folder, which is kept when the stack is closed. */
    public StackOptions keptIn(Path folder) {
        return new StackOptions(servers, folder, ports, inTests, false, broker);
    }

    /** The same with a large broker, to measure on. */
    public StackOptions measured() {
        return new StackOptions(servers, home, ports, inTests, temporary, Broker.LARGE);
    }
}
