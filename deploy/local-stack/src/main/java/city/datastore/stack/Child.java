package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server process that dies with this JVM.
 *
 * <p>Where {@code setpriv} exists, the kernel signals the child when the <em>thread</em> that
 * forked it ends (prctl(2), PR_SET_PDEATHSIG): that is why all children are forked on one thread
 * that lives as long as the JVM.
 */
final class Child {
    private static final ExecutorService FORKING =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("server-forking").daemon().factory());
    private static final boolean CAN_DIE_WITH_PARENT =
            answers("setpriv", "--pdeathsig", "TERM", "true");

    private final String title;
    private final Process process;
    private final Path log;

    private Child(String title, Process process, Path log) {
        this.title = title;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process; what it prints goes to the end of the log.
     *
     * @param deathSignal the signal it gets when this JVM ends, such as {@code TERM}
     * @param environment added to this process's own
     */
    static Child start(
            String title,
            String deathSignal,
            List<String> command,
            Map<String, String> environment,
            Path log) {
        var whole = new ArrayList<String>();
        if (CAN_DIE_WITH_PARENT) {
            whole.addAll(List.of("setpriv", "--pdeathsig", deathSignal));
        }
        whole.addAll(command);
        var builder =
                new ProcessBuilder(whole)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process =
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        try {
                                            return builder.start();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    },
                                    FORKING)
                            .get();
            return new Child(title, process, log);
        } catch (ExecutionException e) {
            throw new StackException(title + " could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(title + " was interrupted while starting.", e);
        }
    }

    /** The {@code java} that this JVM was started with. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * The same for a server that holds data: whatever an earlier run left of it is seen out first.
     */
    static Child startAlone(
            String title,
            String deathSignal,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Leftover leftover) {
        leftover.end();
        Child child = start(title, deathSignal, command, environment, log);
        leftover.write(child.process.toHandle());
        return child;
    }

    /** Whether this command ends well within five seconds. */
    static boolean answers(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process ends by itself. */
    int exit(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kill();
        throw new StackException(
                title + " did not finish within " + limit.toSeconds() + " s; see " + log + ".");
    }

    /**
     * Waits until the server answers; ends it and says so when it dies first or takes longer than
     * allowed.
     */
    void await(Duration limit, BooleanSupplier ready) {
        try {
            awaitAlive(limit, ready);
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    private void awaitAlive(Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pauseMillis = 10;
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StackException(
                        title
                                + " ended while starting (exit "
                                + process.exitValue()
                                + "): "
                                + Logs.lastComplaint(log)
                                + " See "
                                + log
                                + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        title
                                + " did not answer within "
                                + limit.toSeconds()
                                + " s; see "
                                + log
                                + ".");
            }
            pause(pauseMillis);
            pauseMillis = Math.min(200, pauseMillis + 10);
        }
    }

    /**
     * Asks the process to end with the signal, and ends it by force after the limit.
     *
     * @return whether it ended by itself
     */
    boolean stop(String signal, Duration limit) {
        if (!process.isAlive()) {
            return true;
        }
        if (signal.equals("TERM") || !answers("kill", "-" + signal, Long.toString(process.pid()))) {
            process.destroy();
        }
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        kill();
        return false;
    }

    /**
     * Ends the process at once (SIGKILL) and waits until it and its own children, which notice, are
     * gone.
     */
    void kill() {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        process.destroyForcibly();
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        for (ProcessHandle member : family) {
            while (!isGone(member) && System.nanoTime() < deadline) {
                pause(5);
            }
            member.destroyForcibly();
        }
    }

    /** Gone, or dead and only not yet collected by whatever is process 1 here. */
    static boolean isGone(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return true;
        }
        try {
            String state = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return state.substring(state.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException _) {
            return !handle.isAlive();
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for a server", e);
        }
    }

    /** What a log says last. */
    static final class Logs {
        private Logs() {}

        static String lastComplaint(Path log) {
            try {
                List<String> lines =
                        Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
                List<String> said =
                        lines.reversed().stream().filter(line -> !line.isBlank()).toList();
                return said.stream()
                        .filter(line ->
                                line.contains("FATAL")
                                        || line.contains("ERROR")
                                        || line.contains("rror:"))
                        .findFirst()
                        .or(() -> said.stream().findFirst())
                        .map(line -> line.length() > 300 ? line.substring(0, 300) : line)
                        .map(line -> "it said \"" + line.strip() + "\".")
                        .orElse("it said nothing of use.");
            } catch (IOException _) {
                return "its log cannot be read.";
            }
        }
    }
}
