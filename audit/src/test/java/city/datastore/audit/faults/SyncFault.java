package city.datastore.audit.faults;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code fsync} and {@code fdatasync} fail as a broken disk does (EIO), when asked to, for
 * everything that is started by the thread that made this.
 *
 * <p>The kernel asks before each of these calls (seccomp_unotify(2)), and a thread of its own
 * answers: go on, or fail. Whatever the thread that made this starts inherits it and can never get
 * rid of it, so that belongs into a JVM of its own.
 */
@SuppressWarnings("restricted") // native calls
final class SyncFault {
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final int FSYNC = ARM ? 82 : 74;
    private static final int FDATASYNC = ARM ? 83 : 75;
    private static final long SECCOMP = ARM ? 277 : 317;
    private static final int NO_NEW_PRIVILEGES = 38;
    private static final long SET_MODE_FILTER = 1;
    private static final long NEW_LISTENER = 8;
    private static final int ASK = 0x7fc00000;
    private static final int ALLOW = 0x7fff0000;
    private static final long RECEIVE = 0xc0502100L;
    private static final long SEND = 0xc0182101L;
    private static final int GO_ON = 1;
    private static final int EIO = 5;

    private final MethodHandle ioctl = function("ioctl", 2, JAVA_INT, JAVA_LONG, ADDRESS);
    private final AtomicReference<@Nullable String> next = new AtomicReference<>();
    private final AtomicInteger failed = new AtomicInteger();

    private SyncFault() {}

    /**
     * From now on, for what this thread starts.
     *
     * @throws UnsupportedOperationException where the kernel does not let it
     */
    static SyncFault underThisThread() {
        if (!canBeToldToGoOn(System.getProperty("os.version"))) {
            throw new UnsupportedOperationException("Linux before 5.5 cannot be told to go on");
        }
        var fault = new SyncFault();
        var listener = new CompletableFuture<Integer>();
        // before the filter, which this one must not be under
        Thread.ofPlatform().name("sync-fault").daemon().start(() -> fault.answer(listener.join()));
        listener.complete(filter());
        return fault;
    }

    static boolean canBeToldToGoOn(String kernel) {
        String[] numbers = kernel.split("[^0-9]+", 3);
        int major = numbers.length < 2 ? 0 : Integer.parseInt(numbers[0]);
        return major > 5 || (major == 5 && Integer.parseInt(numbers[1]) >= 5);
    }

    /** The next file to be synchronised whose path has this in it fails, once. */
    void failNext(String partOfPath) {
        next.set(partOfPath);
    }

    /** How many have failed so far. */
    int failed() {
        return failed.get();
    }

    private static int filter() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment steps = arena.allocate(5 * 8);
            // load the number of the call; if it is one of the two, ask; otherwise allow
            step(steps, 0, 0x20, 0, 0, 0);
            step(steps, 1, 0x15, 1, 0, FSYNC);
            step(steps, 2, 0x15, 0, 1, FDATASYNC);
            step(steps, 3, 0x06, 0, 0, ASK);
            step(steps, 4, 0x06, 0, 0, ALLOW);
            MemorySegment program = arena.allocate(16, 8);
            program.set(JAVA_SHORT, 0, (short) 5);
            program.set(ADDRESS, 8, steps);
            int _ =
                    (int)
                            function(
                                            "prctl", 1, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                            JAVA_LONG)
                                    .invokeExact(NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L);
            long listener =
                    (long)
                            Linker.nativeLinker()
                                    .downcallHandle(
                                            Linker.nativeLinker()
                                                    .defaultLookup()
                                                    .findOrThrow("syscall"),
                                            FunctionDescriptor.of(
                                                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                                    ADDRESS),
                                            Linker.Option.firstVariadicArg(1))
                                    .invokeExact(SECCOMP, SET_MODE_FILTER, NEW_LISTENER, program);
            if (listener < 0) {
                throw new UnsupportedOperationException("seccomp gives no listener here");
            }
            return (int) listener;
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new UnsupportedOperationException(e);
        }
    }

    private static void step(
            MemorySegment steps, int number, int code, int ifTrue, int ifFalse, int value) {
        long at = number * 8L;
        steps.set(JAVA_SHORT, at, (short) code);
        steps.set(JAVA_BYTE, at + 2, (byte) ifTrue);
        steps.set(JAVA_BYTE, at + 3, (byte) ifFalse);
        steps.set(JAVA_INT, at + 4, value);
    }

    private static MethodHandle function(
            String name, int fixed, java.lang.foreign.MemoryLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, parameters),
                Linker.Option.firstVariadicArg(fixed));
    }

    private void answer(int listener) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment question = arena.allocate(80, 8);
            MemorySegment answer = arena.allocate(24, 8);
            while (true) {
                question.fill((byte) 0);
                int asked = (int) ioctl.invokeExact(listener, RECEIVE, question);
                if (asked == 0) {
                    boolean fails = fails(question.get(JAVA_INT, 8), question.get(JAVA_LONG, 32));
                    answer.fill((byte) 0);
                    answer.set(JAVA_LONG, 0, question.get(JAVA_LONG, 0));
                    answer.set(JAVA_INT, 16, fails ? -EIO : 0);
                    answer.set(JAVA_INT, 20, fails ? 0 : GO_ON);
                    // whoever asked may be gone meanwhile
                    int _ = (int) ioctl.invokeExact(listener, SEND, answer);
                }
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fails(int process, long file) {
        String wanted = next.get();
        if (wanted == null || !path(process, file).contains(wanted)) {
            return false;
        }
        boolean fails = next.compareAndSet(wanted, null);
        if (fails) {
            failed.incrementAndGet();
        }
        return fails;
    }

    private static String path(int process, long file) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process + "/fd/" + file)).toString();
        } catch (IOException _) {
            return "";
        }
    }
}
