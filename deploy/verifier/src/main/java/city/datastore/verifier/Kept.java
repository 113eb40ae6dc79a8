package city.datastore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** What a verifier keeps from one check to the next: the keys it saw first, and a checkpoint. */
final class Kept {
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path folder;
    private final Path keys;

    Kept(Path folder, Path keys) {
        this.folder = folder;
        this.keys = keys;
    }

    Path keys() {
        return keys;
    }

    Path checkpoint() {
        return folder.resolve("checkpoint");
    }

    /** The text of one of these files; null where it was never written. */
    static @Nullable String read(Path file) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new CannotCheckException(file + " is larger than it can be.");
            }
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one of these files; never seen half-written. */
    void write(Path file, String text) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".", "");
            Files.writeString(fresh, text, UTF_8);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
