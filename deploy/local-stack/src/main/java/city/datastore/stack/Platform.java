package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform itself, as a child beside the servers; it gets its settings from the environment and
 * its secrets from files.
 */
final class Platform {
    private final Home home;
    private final Ports ports;
    private final LocalStack stack;
    private @Nullable Child child;
    private @Nullable Path jar;

    Platform(Home home, Ports ports, LocalStack stack) {
        this.home = home;
        this.ports = ports;
        this.stack = stack;
    }

    /**
     * Starts the platform and returns when it says it is ready.
     *
     * @param jar Spring Boot's repackaged jar; it is laid out flat beside the state first, so that
     *     it starts faster and a later build does not pull it from under us
     */
    void start(Path jar) {
        Path laidOut = laidOut(jar);
        var command = new ArrayList<String>();
        command.addAll(List.of(Child.java(), "-Xms64m", "-Xmx384m", "-XX:+UseSerialGC"));
        command.addAll(archive(laidOut).options());
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        laidOut.toString()));
        this.jar = laidOut;
        child =
                Child.startAlone(
                        "The platform",
                        "TERM",
                        command,
                        stack.platformSettings(),
                        home.log("platform"),
                        home.leftover("platform"));
        child.await(Duration.ofMinutes(5), this::isReady);
    }

    void stop() {
        if (child != null && jar != null && child.isAlive()) {
            archive(jar).keepAfter(child);
        }
    }

    private static JavaArchive archive(Path jar) {
        return JavaArchive.beside(jar);
    }

    private boolean isReady() {
        return isReady(ports.platform());
    }

    static boolean isReady(int port) {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }

    private Path laidOut(Path jar) {
        Path folder = home.folder().resolve("platform");
        Path finished = folder.resolve(jar.getFileName());
        Path mark = folder.resolve("made-from");
        try {
            String origin = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
            if (Files.exists(finished)
                    && Files.exists(mark)
                    && Files.readString(mark).equals(origin)) {
                return finished;
            }
            Trees.delete(folder);
            var command =
                    List.of(
                            Child.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            folder.toString());
            Path log = home.log("platform");
            int exit =
                    Child.start("Unpacking the platform", "TERM", command, Map.of(), log)
                            .exit(Duration.ofMinutes(1));
            if (exit != 0 || !Files.exists(finished)) {
                throw new StackException(
                        "The platform's jar " + jar + " could not be unpacked: see " + log + ".");
            }
            Files.writeString(mark, origin);
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
