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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    Platform(Home home, Ports ports, LocalStack stack) {
        this.home = home;
        this.ports = ports;
        this.stack = stack;
    }

    /**
     * Starts the platform and returns when it says it is ready.
     *
     * @param classPath its jars, which are copied beside the state first, so that a later build
     *     does not pull them from under us
     */
    void start(List<Path> classPath) {
        List<Path> laidOut = laidOut(classPath);
        var command = new ArrayList<String>();
        command.addAll(List.of(Child.java(), "-Xms64m", "-Xmx384m", "-XX:+UseSerialGC"));
        command.addAll(archive().options());
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        line(laidOut),
                        "city.datastore.platform.CityDataStore"));
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
        if (child != null && child.isAlive()) {
            archive().keepAfter(child);
        }
    }

    private JavaArchive archive() {
        return JavaArchive.linked(folder().resolve("platform"));
    }

    private Path folder() {
        return home.folder().resolve("platform");
    }

    /** A class path as the command line has it. */
    static String line(List<Path> classPath) {
        return classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    static List<Path> parts(String line) {
        return Stream.of(line.split(System.getProperty("path.separator"), -1))
                .map(Path::of)
                .toList();
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

    private List<Path> laidOut(List<Path> classPath) {
        Path folder = folder();
        Path mark = folder.resolve("made-from");
        try {
            var origin = new StringBuilder();
            var copies = new ArrayList<Path>();
            for (Path jar : classPath) {
                origin.append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar))
                        .append('\n');
                // the number keeps two jars of the same name apart
                copies.add(
                        folder.resolve("lib")
                                .resolve("%03d-%s".formatted(copies.size(), jar.getFileName())));
            }
            if (Files.exists(mark) && Files.readString(mark).contentEquals(origin)) {
                return copies;
            }
            Trees.delete(folder);
            Home.made(folder.resolve("lib"));
            for (int i = 0; i < copies.size(); i++) {
                Files.copy(classPath.get(i), copies.get(i));
            }
            Files.writeString(mark, origin);
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
