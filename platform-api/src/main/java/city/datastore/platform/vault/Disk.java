package city.datastore.platform.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files and folders that only this user may read, and changes that outlive a power cut. */
final class Disk {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Disk() {}

    /** How the bytes of a part file reach the disk; a test puts a full disk here. */
    @FunctionalInterface
    interface Writer {
        OutputStream to(FileChannel file);

        static Writer plain() {
            return Channels::newOutputStream;
        }
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is not inside a folder");
        }
        return parent;
    }

    /** Makes the folder and every missing one above it, mode 0700, each forced into its parent. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parent(folder);
        createFolders(parent);
        try {
            Files.createDirectory(folder, OWNER_ONLY_FOLDER);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceFolder(parent);
    }

    static FileChannel createNew(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.<OpenOption>of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OWNER_ONLY_FILE);
    }

    static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.<OpenOption>of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OWNER_ONLY_FILE);
    }

    static FileChannel openForReading(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Puts a file in the place of another: new file, force, rename, force the folder. */
    static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel = createNew(fresh)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            rename(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Renames within one file system, at once or not at all, and forces the new folder. */
    static void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "the vault's folders must lie on one file system: " + from + " and " + to, e);
        }
        forceFolder(parent(to));
    }

    static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Whether writing failed because there is no room left (ENOSPC or EDQUOT). */
    static boolean isFull(IOException fault, Path folder) {
        String message = String.valueOf(fault.getMessage());
        if (message.contains("No space left on device") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            // The words above are the C library's and may be in another language.
            return Files.getFileStore(folder).getUsableSpace() < VaultFormat.SEGMENT_BYTES;
        } catch (IOException _) {
            return false;
        }
    }
}
