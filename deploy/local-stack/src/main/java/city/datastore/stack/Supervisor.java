package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The background process behind {@code ./dev up}: parent of all servers and of the platform, which
 * die with it.
 *
 * <p>It begins with the servers at once; on its standard input it is told the platform's class path
 * as soon as that is built, or by the input's end that nobody waits any more. On its standard
 * output it says {@code "say …"} for progress, then {@code "up"} or {@code "failed …"}. After
 * {@code up} it stays until SIGTERM.
 */
final class Supervisor {
    private final Path home;
    private final Ports ports;
    private final BufferedReader orders;
    private final PrintStream report;
    private final LocalStack stack;
    private final Platform platform;
    private final CountDownLatch forever = new CountDownLatch(1);
    private volatile boolean stopping;

    Supervisor(Path home, Ports ports, InputStream orders, PrintStream report) {
        this.home = home;
        this.ports = ports;
        this.orders = new BufferedReader(new InputStreamReader(orders, UTF_8));
        this.report = report;
        this.stack = new LocalStack(StackOptions.lasting(home, ports));
        this.platform = new Platform(new Home(home, Home.Use.LASTING), ports, stack);
    }

    int run() {
        Running.note(home, ports);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stack-stop"));
        // never closed: after a failure nobody waits for what is still starting
        ExecutorService starting =
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        try {
            CompletableFuture<Void> kafka =
                    started("Kafka", ports.kafka(), stack.kafka()::start, starting);
            CompletableFuture<Void> postgres =
                    started("PostgreSQL", ports.postgres(), stack.postgres()::start, starting);
            CompletableFuture<Void> keycloak =
                    CompletableFuture.runAsync(KeycloakBuild::folder, starting)
                            .thenCombine(postgres, (_, _) -> true)
                            .thenCompose(_ ->
                                    started(
                                            "Keycloak",
                                            ports.keycloak(),
                                            stack.keycloak()::start,
                                            starting));
            CompletableFuture<List<Path>> built =
                    CompletableFuture.supplyAsync(this::platformBuilt, starting);
            failTogether(built, postgres, kafka, keycloak);
            // it does not wait for Keycloak, which it asks only when somebody signs in
            CompletableFuture.allOf(postgres, kafka, built).join();
            timed(
                    "The platform",
                    ports.platform(),
                    () -> {
                        platform.start(built.join());
                        return null;
                    });
            keycloak.join();
            report.println("up");
        } catch (CompletionException | StackException | UncheckedIOException e) {
            report.println("failed " + sentence(e));
            return 1;
        }
        try {
            forever.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** The first to fail fails the wait for all others. */
    private static void failTogether(CompletableFuture<?> built, CompletableFuture<?>... servers) {
        for (CompletableFuture<?> server : servers) {
            var _ =
                    server.whenComplete((_, failure) -> {
                        if (failure != null) {
                            built.completeExceptionally(failure);
                            for (CompletableFuture<?> other : servers) {
                                other.completeExceptionally(failure);
                            }
                        }
                    });
        }
        var _ =
                built.whenComplete((_, failure) -> {
                    if (failure != null) {
                        for (CompletableFuture<?> server : servers) {
                            server.completeExceptionally(failure);
                        }
                    }
                });
    }

    private CompletableFuture<Void> started(
            String title, int port, Runnable start, java.util.concurrent.Executor executor) {
        return CompletableFuture.supplyAsync(
                () ->
                        timed(
                                title,
                                port,
                                () -> {
                                    start.run();
                                    return null;
                                }),
                executor);
    }

    private <T> T timed(String title, int port, Supplier<T> work) {
        long began = System.nanoTime();
        T result = work.get();
        if (!stopping) {
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            report.println(
                    "say %-12s … ready in %.1f s on port %d".formatted(title, seconds, port));
        }
        return result;
    }

    private List<Path> platformBuilt() {
        try {
            String order = orders.readLine();
            if (order != null && order.startsWith("platform ")) {
                return Platform.parts(order.substring("platform ".length()));
            }
            throw new StackException("Stopped before everything was up.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        stopping = true;
        platform.stop();
        stack.close();
        Running.forget(home);
        forever.countDown();
    }

    private static String sentence(RuntimeException e) {
        Throwable cause = e;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case StackException known -> String.valueOf(known.getMessage());
            case UncheckedIOException io -> Main.sentence(io);
            default -> {
                cause.printStackTrace();
                yield "The stack did not start: " + cause;
            }
        };
    }
}
