package city.datastore.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/**
 * The loopback ports of the stack; Kafka's controller and Keycloak's management listen one port
 * above their servers.
 */
public record Ports(int platform, int postgres, int kafka, int keycloak) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public Ports {
        check(platform);
        check(postgres);
        check(kafka);
        check(keycloak);
    }

    /**
     * Ports that were free a moment ago, below the range that the system hands out for outgoing
     * connections.
     */
    public static Ports random() {
        return new Ports(freePair(), freePair(), freePair(), freePair());
    }

    /** The usual ports, each moved by its environment variable when set. */
    public static Ports fromEnvironment() {
        return new Ports(
                setting("DATASTORE_PORT", 8080),
                setting(Server.POSTGRES.portSetting(), Server.POSTGRES.usualPort()),
                setting(Server.KAFKA.portSetting(), Server.KAFKA.usualPort()),
                setting(Server.KEYCLOAK.portSetting(), Server.KEYCLOAK.usualPort()));
    }

    int of(Server server) {
        return switch (server) {
            case POSTGRES -> postgres;
            case KAFKA -> kafka;
            case KEYCLOAK -> keycloak;
        };
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePair() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = 20_000 + 2 * RANDOM.nextInt(6_000);
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
        throw new StackException("No two neighbouring ports are free between 20000 and 32000.");
    }

    private static int setting(String name, int usual) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            return usual;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new StackException(
                    name + " is " + value + ": set it to a port number from 1024 to 65534.", e);
        }
    }

    private static void check(int port) {
        if (port < 1024 || port > 65_534) {
            throw new StackException(
                    "Port " + port + " cannot be used: choose one from 1024 to 65534.");
        }
    }
}
