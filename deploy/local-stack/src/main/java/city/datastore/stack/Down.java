package city.datastore.stack;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./dev down} and {@code ./dev reset}. */
final class Down {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Path home;
    private final PrintStream out;

    Down(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run() {
        return stop("; the data is kept.");
    }

    private int stop(String andThen) {
        Optional<ProcessHandle> supervisor = Running.in(home).flatMap(Running::process);
        if (supervisor.isEmpty()) {
            out.println("Nothing is up.");
            return 0;
        }
        long began = System.nanoTime();
        out.println(
                "Stopping (the first time it also leaves archives that make the next start faster) …");
        supervisor.get().destroy();
        try {
            supervisor.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            supervisor.get().destroyForcibly();
        } catch (InterruptedException | ExecutionException e) {
            throw new StackException("Stopping was interrupted: run ./dev down again.", e);
        }
        out.println(
                "Stopped in %.1f s%s"
                        .formatted(
                                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0,
                                andThen));
        return 0;
    }

    /** Stops what runs and deletes the data; what was unpacked once stays. */
    int reset() {
        if (Running.in(home).isPresent()) {
            stop(".");
        }
        out.println(
                (Home.delete(home) ? "The data is deleted: " : "There is no data to delete: ")
                        + home);
        return 0;
    }
}
