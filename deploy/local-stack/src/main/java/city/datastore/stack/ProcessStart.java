package city.datastore.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * When a process started, as a text that tells it from every other process of its id: ids come
 * round again. Not by the clock on the wall, which can be set: clock ticks since the machine
 * started (field 22 of {@code /proc/PID/stat}, proc_pid_stat(5)), and which start of the machine.
 */
final class ProcessStart {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Where the start stands, counted after the name, which may hold spaces. */
    private static final int AFTER_NAME = 19;

    private ProcessStart() {}

    /** The text; where there is no such folder, by the clock; {@code gone} where it has ended. */
    static String of(long pid) {
        if (!Files.exists(BOOT)) {
            return byTheClock(pid);
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String afterName = stat.substring(stat.lastIndexOf(')') + 2);
            return afterName.split(" ", -1)[AFTER_NAME] + "@" + Files.readString(BOOT).strip();
        } catch (IOException _) {
            return "gone";
        }
    }

    /**
     * Whether the text is of that process; one by the clock too, as earlier versions wrote it, so
     * that what they started can be stopped.
     */
    static boolean is(String text, long pid) {
        return text.equals(of(pid)) || text.equals(byTheClock(pid));
    }

    private static String byTheClock(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(Instant::toString)
                .orElse("gone");
    }
}
