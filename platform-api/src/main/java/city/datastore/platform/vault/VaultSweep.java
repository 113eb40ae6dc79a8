package city.datastore.platform.vault;

import city.datastore.audit.names.DatasetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Clears away what crashed uploads left: part files that nobody writes any more, and files in their
 * place that no catalogue names (the process died between commit and catalogue).
 *
 * <p>A part file is never a whole version and is removed; it has to be old, because another node
 * may be writing it. A file that was in its place may be a version that a restored database has
 * forgotten, so it is only set aside, and removed 30 days later.
 */
public final class VaultSweep {
    /** How long a file that was set aside is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final VaultFolder folder;

    VaultSweep(VaultFolder folder) {
        this.folder = folder;
    }

    /**
     * Removes part files that are not in use and were last written before {@code now - age}.
     *
     * @param inUse names of part files that live uploads own, from {@link Vault#partsInUse}
     * @return how many were removed
     */
    public int removeParts(Set<String> inUse, Duration age, Instant now) {
        int removed = 0;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder.parts())) {
            for (Path part : parts) {
                if (!inUse.contains(name(part)) && isOlder(part, now.minus(age))) {
                    removed += remove(part);
                }
            }
            return removed;
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /** The datasets that have sealed files in place, or had some. */
    public List<DatasetId> datasets() {
        try {
            return folder.datasets(folder.files());
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /** The sealed files of a dataset that are in place. */
    public List<SealedName> inPlace(DatasetId dataset) {
        try {
            return folder.sealed(folder.files(), dataset);
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /** Whether the file is still in place. */
    public boolean isInPlace(SealedName file) {
        return Files.exists(folder.files().resolve(file.name()));
    }

    /**
     * Sets a file aside: it keeps its name, under {@code left}, for {@link #KEPT}.
     *
     * @return whether it was in place
     */
    public boolean setAside(SealedName file, Instant now) {
        try {
            Path place = folder.files().resolve(file.name());
            Files.setLastModifiedTime(place, FileTime.from(now));
            move(place, folder.left().resolve(file.name()));
            return true;
        } catch (NoSuchFileException _) {
            return false; // removed or set aside meanwhile
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    /**
     * Removes what was set aside longer than {@link #KEPT} ago, and puts back what the catalogue
     * names again.
     *
     * @param catalogued whether the catalogue has a version with this {@link StoredFile#name}. If
     *     it throws, nothing more is removed.
     * @return how many were removed
     * @throws VaultException if a file could not be seen to, after all the others have been
     */
    public int clearLeft(Predicate<String> catalogued, Instant now) {
        int removed = 0;
        Exception failure = null;
        for (SealedName file : left()) {
            try {
                removed += clear(file, catalogued.test(file.name()), now);
            } catch (NoSuchFileException _) {
                // another node is at it
            } catch (IOException | UncheckedIOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new VaultException(failure);
        }
        return removed;
    }

    private List<SealedName> left() {
        try {
            return folder.sealed(folder.left());
        } catch (IOException e) {
            throw new VaultException(e);
        }
    }

    private int clear(SealedName file, boolean catalogued, Instant now) throws IOException {
        Path left = folder.left().resolve(file.name());
        if (catalogued) {
            move(left, folder.files().resolve(file.name()));
            return 0;
        }
        return isOlder(left, now.minus(KEPT)) ? remove(left) : 0;
    }

    private static void move(Path from, Path to) throws IOException {
        Disk.createFolders(Disk.parent(to));
        Disk.rename(from, to);
        Disk.forceFolder(Disk.parent(from));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (NoSuchFileException _) {
            return false; // committed or removed meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int remove(Path file) throws IOException {
        return Files.deleteIfExists(file) ? 1 : 0;
    }
}
