package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./dev up}: sees that there is room, leaves a supervisor in the background, builds
 * meanwhile, and tells how it went.
 */
final class Up {
    private static final long MB = 1L << 20;

    private final Path home;
    private final Ports ports;
    private final PrintStream out;
    private final long began;

    Up(Path home, Ports ports, PrintStream out) {
        this.home = home;
        this.ports = ports;
        this.out = out;
        String started = System.getenv("DEV_STARTED");
        this.began = started == null ? System.currentTimeMillis() : Long.parseLong(started) * 1000;
    }

    int run() {
        Home.made(home);
        Path run = Home.made(home.resolve("run"));
        try (FileChannel channel =
                        FileChannel.open(
                                run.resolve("up.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var alone = lockIfFree(channel)) {
            if (alone == null) {
                throw new StackException(
                        "Another ./dev up is at work on " + home + ": wait for it to finish.");
            }
            var status = new Status(home, out);
            var running = Running.in(home);
            if (running.isPresent()) {
                checkAnswering(running.get().ports());
                Home.mark(home);
                out.println("Already up.");
                status.addresses(running.get().ports());
                status.signIns();
                return 0;
            }
            Home.mark(home);
            checkPorts();
            checkSpace();
            start();
            new ExampleTemplate(ports)
                    .publish()
                    .ifPresent(why ->
                            out.println("The example of a template is not there: " + why + "."));
            out.println("Everything is up.");
            status.addresses(ports);
            status.signIns();
            Running.in(home).ifPresent(status::memory);
            out.println(
                    "  Time from the command to here: "
                            + (System.currentTimeMillis() - began + 500) / 1000
                            + " s");
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkAnswering(Ports up) {
        var silent = new ArrayList<String>();
        if (!Platform.isReady(up.platform())) {
            silent.add("the platform");
        }
        var servers = new LinkedHashMap<String, Integer>();
        servers.put("PostgreSQL", up.postgres());
        servers.put("Kafka", up.kafka());
        servers.put("Keycloak", up.keycloak());
        servers.forEach((server, port) -> {
            if (Ports.isFree(port)) {
                silent.add(server);
            }
        });
        if (!silent.isEmpty()) {
            throw new StackException(
                    "The stack was started but does not answer ("
                            + String.join(", ", silent)
                            + "): run ./dev down, then ./dev up; see "
                            + home.resolve("logs")
                            + ".");
        }
    }

    private static @Nullable FileLock lockIfFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private void start() throws IOException {
        Process supervisor = supervisor();
        var told = new CompletableFuture<Boolean>();
        Thread.ofPlatform().daemon().start(() -> listen(supervisor, told));
        CompletableFuture<List<Path>> built =
                CompletableFuture.supplyAsync(() -> {
                    var build =
                            new PlatformBuild(
                                    Cache.repository(), home.resolve("logs/build.log"), out);
                    var classPath = build.classPath();
                    // waits for Keycloak's build step, which everything else would only slow down
                    var _ = KeycloakBuild.folder();
                    return classPath;
                });
        try (Writer orders = supervisor.outputWriter(UTF_8)) {
            try {
                // whichever fails first is the news
                CompletableFuture.anyOf(built, told).join();
                if (!told.isDone()) {
                    orders.write("platform " + Platform.line(built.join()) + "\n");
                    orders.flush();
                }
                told.join();
            } catch (CompletionException e) {
                awaitEnd(supervisor);
                throw e.getCause() instanceof RuntimeException known ? known : e;
            }
        }
    }

    private void listen(Process supervisor, CompletableFuture<Boolean> told) {
        try (BufferedReader lines = supervisor.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("say ")) {
                    out.println(line.substring(4));
                } else if (line.equals("up")) {
                    told.complete(true);
                    return;
                } else if (line.startsWith("failed ")) {
                    told.completeExceptionally(new StackException(line.substring(7)));
                }
            }
        } catch (IOException _) {
            // said below
        }
        told.completeExceptionally(
                new StackException(
                        "The supervisor ended unexpectedly: see "
                                + home.resolve("logs/supervisor.log")
                                + "."));
    }

    private Process supervisor() throws IOException {
        var command = new ArrayList<String>();
        if (Child.answers("setsid", "true")) {
            command.add("setsid");
        }
        command.addAll(
                List.of(
                        Child.java(),
                        "-Xmx48m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + Cache.REPOSITORY + "=" + Cache.repository(),
                        "-cp",
                        ownClassPath(),
                        Main.class.getName(),
                        "supervise"));
        var builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        new Home(home, Home.Use.LASTING)
                                                .log("supervisor")
                                                .toFile()));
        builder.environment().put("DATASTORE_HOME", home.toString());
        return builder.start();
    }

    /**
     * A copy of this program, because the next build may replace it while the supervisor still
     * runs.
     */
    private String ownClassPath() throws IOException {
        Path copy = home.resolve("launcher");
        Trees.delete(copy);
        Home.made(copy);
        var parts = new ArrayList<String>();
        for (String entry :
                System.getProperty("java.class.path")
                        .split(System.getProperty("path.separator"), -1)) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from)) {
                Trees.copy(from, copy.resolve("classes"));
                parts.add(copy.resolve("classes").toString());
            } else if (Files.exists(from)) {
                Files.copy(
                        from,
                        copy.resolve(from.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
                parts.add(copy.resolve(from.getFileName()).toString());
            }
        }
        return String.join(System.getProperty("path.separator"), parts);
    }

    private void checkPorts() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        claim(wanted, ports.platform(), "the platform", "DATASTORE_PORT");
        claim(wanted, ports.platform() + 1, "the platform's metrics", "DATASTORE_PORT");
        for (Server server : Server.values()) {
            claim(wanted, ports.of(server), server.title(), server.portSetting());
        }
        claim(wanted, ports.kafka() + 1, "Kafka's controller", Server.KAFKA.portSetting());
        claim(wanted, ports.keycloak() + 1, "Keycloak's health", Server.KEYCLOAK.portSetting());
    }

    private static void claim(Map<Integer, String> wanted, int port, String who, String setting) {
        String other = wanted.putIfAbsent(port, who);
        if (other != null) {
            throw new StackException(
                    "Port "
                            + port
                            + " is wanted by "
                            + other
                            + " and by "
                            + who
                            + ": set "
                            + setting
                            + " to another port.");
        }
        if (!Ports.isFree(port)) {
            throw new StackException(
                    "Port "
                            + port
                            + ", which "
                            + who
                            + " needs, is in use: stop what uses it, or set "
                            + setting
                            + " to another port.");
        }
    }

    private void checkSpace() throws IOException {
        boolean first = !Files.isDirectory(home.resolve("postgres"));
        long neededMb = first ? 1500 : 300;
        for (Path folder : List.of(home, Cache.folder())) {
            long freeMb = Files.getFileStore(folder).getUsableSpace() / MB;
            if (freeMb < neededMb) {
                throw new StackException(
                        "The disk under "
                                + folder
                                + " has "
                                + freeMb
                                + " MB free and the stack needs "
                                + neededMb
                                + " MB: make room, or set DATASTORE_HOME to a folder elsewhere.");
            }
        }
    }

    private static void awaitEnd(Process supervisor) {
        try {
            supervisor.destroy();
            if (!supervisor.waitFor(60, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
