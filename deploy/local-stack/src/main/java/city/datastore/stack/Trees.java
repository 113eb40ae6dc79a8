package city.datastore.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whole folders: copied and deleted. */
final class Trees {
    private Trees() {}

    /** Deletes a folder with all it holds; what is already gone, or goes meanwhile, is no error. */
    static void delete(Path root) {
        for (int attempt = 0;
                attempt < 5 && Files.exists(root, LinkOption.NOFOLLOW_LINKS);
                attempt++) {
            try {
                Files.walkFileTree(root, new Deleting());
            } catch (NoSuchFileException _) {
                // somebody else deletes at the same time
            } catch (IOException e) {
                if (attempt == 4) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Copies a folder with permissions and times; the target must not exist. */
    static void copy(Path from, Path to) {
        try (var paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
