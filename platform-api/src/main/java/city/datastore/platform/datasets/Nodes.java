package city.datastore.platform.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The processes that share one vault, each known by a file that it holds locked: the operating
 * system lets go of the lock when the process ends, however it ends.
 */
final class Nodes implements AutoCloseable {
    private static final String ENDING = ".node";

    private final Path folder;
    private final UUID self = UUID.randomUUID();
    private final FileChannel channel;

    /** Joins the others. */
    Nodes(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            // Locked before it has its name: nobody may take this process for a dead one.
            Path unnamed = folder.resolve(self + ".joining");
            channel =
                    FileChannel.open(
                            unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            Files.move(unnamed, folder.resolve(self + ENDING), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be locked in " + folder, e);
        }
    }

    UUID self() {
        return self;
    }

    /** Every process that is alive, this one included; what dead ones left here is removed. */
    Set<UUID> alive() {
        var alive = new HashSet<UUID>();
        alive.add(self);
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                UUID node = node(file);
                if (node != null && !node.equals(self) && isHeld(file)) {
                    alive.add(node);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files in " + folder + " cannot be read", e);
        }
        return alive;
    }

    private static boolean isHeld(Path file) throws IOException {
        try (var other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            if (lock == null) {
                return true;
            }
            Files.deleteIfExists(file);
            return false;
        } catch (OverlappingFileLockException _) {
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static @Nullable UUID node(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return UUID.fromString(name.substring(0, name.length() - ENDING.length()));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder.resolve(self + ENDING));
            channel.close();
        } catch (IOException _) {
            // The lock goes with the process; the next one to look removes the file.
        }
    }
}
