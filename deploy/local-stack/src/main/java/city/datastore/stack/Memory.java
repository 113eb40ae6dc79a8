package city.datastore.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes, shared pages counted in parts (PSS, proc(5) smaps_rollup). */
final class Memory {
    private Memory() {}

    /** KiB of a process with all its descendants; 0 where the system does not tell. */
    static long ofFamily(ProcessHandle parent) {
        return Stream.concat(Stream.of(parent), parent.descendants()).mapToLong(Memory::of).sum();
    }

    private static long of(ProcessHandle process) {
        try (var lines =
                Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }
}
