package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A server of an earlier run that may still hold its data: because nothing could take it down with
 * its parent, or because it is still busy ending. A note beside the data names it by process id and
 * start.
 */
record Leftover(Path note) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Sees the server of an earlier run out before a new one takes its place. */
    void end() {
        Optional<ProcessHandle> found = process();
        if (found.isEmpty()) {
            return;
        }
        ProcessHandle process = found.get();
        process.destroy();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Child.isGone(process) && System.nanoTime() < deadline) {
            Child.pause(20);
        }
        process.destroyForcibly();
    }

    void write(ProcessHandle process) {
        Home.writePrivately(note, process.pid() + " " + ProcessStart.of(process.pid()));
    }

    private Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(note)) {
                return Optional.empty();
            }
            String text = Files.readString(note);
            int space = text.indexOf(' ');
            long pid = Long.parseLong(text.substring(0, space));
            return ProcessHandle.of(pid)
                    .filter(process ->
                            ProcessStart.is(text.substring(space + 1), pid) && process.isAlive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
