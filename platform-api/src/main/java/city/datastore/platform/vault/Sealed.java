package city.datastore.platform.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A version that is encrypted on disk but not yet in its place: {@link #commit} puts it there,
 * {@link #discard} removes it.
 *
 * <p>Use in a try-with-resources block; whatever was not committed when the block ends is removed.
 * For one thread.
 */
public final class Sealed implements AutoCloseable {
    private final VaultFolder folder;
    private final Path part;
    private final FileChannel channel;
    private final StoredFile file;
    private final String sha256;
    private boolean settled;

    Sealed(VaultFolder folder, Path part, FileChannel channel, StoredFile file, String sha256) {
        this.folder = folder;
        this.part = part;
        this.channel = channel;
        this.file = file;
        this.sha256 = sha256;
    }

    /** What the catalogue must keep. */
    public StoredFile file() {
        return file;
    }

    /** Length of the plaintext. */
    public long sizeBytes() {
        return file.sizeBytes();
    }

    /** SHA-256 of the plaintext, 64 lower-case hex digits. */
    public String sha256() {
        return sha256;
    }

    /**
     * Forces the file to disk and moves it to its place, at once or not at all. Before this, no
     * {@link Vault#open} finds it.
     *
     * @throws SealException.NoSpace if the disk is full
     * @throws VaultException if the disk fails otherwise
     */
    public void commit() {
        if (settled) {
            throw new IllegalStateException("already committed or discarded: " + file.version());
        }
        Path place = folder.place(file);
        try {
            channel.force(true);
            channel.close();
            Disk.createFolders(Disk.parent(place));
            Disk.rename(part, place);
            settled = true;
            folder.release(part);
        } catch (IOException e) {
            remove(place);
            discard();
            throw folder.fault(e);
        }
    }

    /** Removes the file; nothing of it stays. Does nothing after a commit. */
    public void discard() {
        if (settled) {
            return;
        }
        settled = true;
        folder.drop(part, channel);
    }

    @Override
    public void close() {
        discard();
    }

    private static void remove(Path place) {
        try {
            Files.deleteIfExists(place);
        } catch (IOException _) {
            // What stays is ciphertext that no catalogue names; VaultSweep removes it.
        }
    }
}
