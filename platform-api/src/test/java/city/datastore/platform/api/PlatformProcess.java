package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.datastore.platform.CityDataStore;
import city.datastore.stack.LocalStack;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The platform in a process of its own, which signals can be sent to. */
final class PlatformProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI address;
    private final Path log;
    private final Process process;

    private PlatformProcess(URI address, Path log, Process process) {
        this.address = address;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param settings besides those of the stack
     */
    static PlatformProcess start(LocalStack stack, int port, Path log, Map<String, String> settings)
            throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        CityDataStore.class.getName());
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(stack.platformSettings());
        builder.environment().put("DATASTORE_PORT", Integer.toString(port));
        builder.environment().put("DATASTORE_MANAGEMENT_PORT", "0");
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        var started = new PlatformProcess(address(port), log, builder.start());
        await().atMost(PATIENCE).until(started::isReady);
        return started;
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Stands still from when this returns, until {@link #wake}. */
    void pause() throws IOException {
        signal("STOP");
        await().atMost(PATIENCE).until(this::isPaused);
    }

    void wake() throws IOException {
        signal("CONT");
    }

    /** Without a warning. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets it finish and tell the other nodes. */
    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            wake();
        }
        process.destroy();
        process.onExit().join();
    }

    private void signal(String name) throws IOException {
        var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid());
        assertThat(kill.inheritIO().start().onExit().join().exitValue()).isZero();
    }

    /** All of its threads: the state is the word after the name, which is in brackets. */
    private boolean isPaused() throws IOException {
        try (var threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (!stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("T")) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean isReady() throws IOException {
        assertThat(process.isAlive()).as("the platform's log is " + log).isTrue();
        var connection =
                (HttpURLConnection)
                        address.resolve("/actuator/health/readiness").toURL().openConnection();
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        } finally {
            connection.disconnect();
        }
    }
}
