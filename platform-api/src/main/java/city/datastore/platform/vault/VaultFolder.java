package city.datastore.platform.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the vault's files lie: {@code files/…} in their place, {@code parts/…} while they arrive.
 */
final class VaultFolder {
    private final Path root;
    private final Set<String> partsInUse = ConcurrentHashMap.newKeySet();

    VaultFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path files() {
        return root.resolve("files");
    }

    Path parts() {
        return root.resolve("parts");
    }

    Path place(StoredFile file) {
        return files().resolve(file.name());
    }

    Set<String> partsInUse() {
        return Set.copyOf(partsInUse);
    }

    void create() throws IOException {
        Disk.createFolders(files());
        Disk.createFolders(parts());
    }

    boolean holdsSealedFiles() throws IOException {
        try (var all = Files.walk(files())) {
            return all.anyMatch(path -> path.toString().endsWith(StoredFile.ENDS));
        }
    }

    /** A name for a new part file, in use from now on. */
    Path newPart() {
        String name = UUID.randomUUID() + ".part";
        partsInUse.add(name);
        return parts().resolve(name);
    }

    void release(Path part) {
        partsInUse.remove(String.valueOf(part.getFileName()));
    }

    void drop(Path part, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // The file is about to go anyway.
        }
        drop(part);
    }

    void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // No longer in use, so VaultSweep tries again.
        } finally {
            release(part);
        }
    }

    RuntimeException fault(IOException fault) {
        return Disk.isFull(fault, root)
                ? new SealException.NoSpace(fault)
                : new VaultException(fault);
    }
}
