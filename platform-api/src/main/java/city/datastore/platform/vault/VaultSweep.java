package city.datastore.platform.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes what crashed uploads left: part files that nobody writes any more, and files in their
 * place that no catalogue names (the process died between commit and catalogue).
 *
 * <p>Both ask for an age, because another node's upload may be at work: its part file is younger
 * than its last write, and its committed file is named in the catalogue a moment later.
 */
public final class VaultSweep {
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

    /**
     * Removes files in their place that are older than the age and that the catalogue does not
     * name.
     *
     * @param catalogued whether the catalogue has a version with this {@link StoredFile#name};
     *     asked once for every old file. If it throws, nothing more is removed.
     * @return how many were removed
     */
    public int removeUncatalogued(Predicate<String> catalogued, Duration age, Instant now) {
        int removed = 0;
        try (Stream<Path> files = Files.walk(folder.files())) {
            List<Path> old =
                    files.filter(Files::isRegularFile)
                            .filter(file -> isOlder(file, now.minus(age)))
                            .toList();
            for (Path file : old) {
                if (!catalogued.test(folder.files().relativize(file).toString())) {
                    removed += remove(file);
                }
            }
            return removed;
        } catch (IOException | UncheckedIOException e) {
            throw new VaultException(e);
        }
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
