package city.datastore.platform.vault;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the vault's files lie: {@code files/…} in their place, {@code parts/…} while they arrive,
 * {@code left/…} when they were set aside.
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

    /** Holds what was set aside, under the same names as in its place. */
    Path left() {
        return root.resolve("left");
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

    /** Sealed files that lie under {@link #files} or {@link #left}, by the datasets' folders. */
    List<SealedName> sealed(Path place) throws IOException {
        List<SealedName> found = new ArrayList<>();
        for (DatasetId dataset : datasets(place)) {
            found.addAll(sealed(place, dataset));
        }
        return found;
    }

    /** Those of one dataset. */
    List<SealedName> sealed(Path place, DatasetId dataset) throws IOException {
        return children(place.resolve(dataset.toString())).stream()
                .flatMap(file -> SealedName.of(dataset, nameOf(file)).stream())
                .toList();
    }

    /** The datasets that have a folder under {@link #files} or {@link #left}. */
    List<DatasetId> datasets(Path place) throws IOException {
        List<DatasetId> found = new ArrayList<>();
        for (Path agency : children(place)) {
            for (Path dataset : children(agency)) {
                try {
                    found.add(new DatasetId(new AgencyCode(nameOf(agency)), nameOf(dataset)));
                } catch (NameException _) {
                    // Not the vault's, so it is left alone.
                }
            }
        }
        return found;
    }

    /** What lies in a folder; nothing where there is none. */
    private static List<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            children.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
        return found;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** A name for a new part file, in use from now on. */
    Path newPart() {
        String name = UUID.randomUUID() + ".part";
        partsInUse.add(name);
        return parts().resolve(name);
    }

    void release(Path part) {
        partsInUse.remove(nameOf(part));
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
