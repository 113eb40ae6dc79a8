package city.datastore.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** A file of secrets that only its owner may read, made once and then never replaced. */
final class SecretFile {
    private SecretFile() {}

    /**
     * Puts the text on disk, whole or not at all, so that it outlives a power cut. Where another
     * process has made the file meanwhile, that one stays.
     */
    static void make(Path file, CharSequence text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not inside a folder");
        }
        Files.createDirectories(folder);
        var owner = PosixFilePermissions.fromString("rw-------");
        Path begun = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(begun, PosixFilePermissions.asFileAttribute(owner));
        try {
            Files.writeString(begun, text, US_ASCII, StandardOpenOption.DSYNC);
            // a link fails where there is a file; a move would look first and then replace it
            Files.createLink(file, begun);
        } catch (FileAlreadyExistsException _) {
            // made by somebody else meanwhile, which is as good
        } finally {
            Files.deleteIfExists(begun);
        }
        try (var made = FileChannel.open(folder, StandardOpenOption.READ)) {
            made.force(true);
        }
    }
}
