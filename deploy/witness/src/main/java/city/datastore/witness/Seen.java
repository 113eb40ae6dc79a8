package city.datastore.witness;

import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.NoteException;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint of each log that the witness cosigned last: one file a log, which holds the note
 * with the log's signature and the witness's own. Not for several threads or processes.
 */
final class Seen {
    private final Path folder;
    private final VerifierKey witness;

    /**
     * @param witness the key that has cosigned whatever is in the folder
     */
    Seen(Path folder, VerifierKey witness) {
        this.folder = folder;
        this.witness = witness;
    }

    /** Where the log of this origin is known by, in addresses too. */
    static String hash(String origin) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(origin.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".checkpoint");
    }

    /**
     * What was cosigned last of the log of this origin.
     *
     * @throws WitnessException when the file is not as the witness left it
     */
    Optional<Checkpoint> last(String origin) {
        return note(hash(origin)).map(note -> checked(origin, note));
    }

    private Checkpoint checked(String origin, SignedNote note) {
        try {
            var _ = note.verify(List.of(witness));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (checkpoint.origin().equals(origin)) {
                return checkpoint;
            }
        } catch (LogFormatException | NoteException e) {
            throw spoilt(hash(origin), e);
        }
        throw spoilt(hash(origin), null);
    }

    /** The note that was cosigned last, by the hash of the log's origin. */
    Optional<SignedNote> note(String hash) {
        Path file = file(hash);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SignedNote.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LogFormatException e) {
            throw spoilt(hash, e);
        }
    }

    private WitnessException spoilt(String hash, @Nullable Exception cause) {
        return new WitnessException(
                file(hash)
                        + " is not as this witness left it: put back the newest copy you have. A"
                        + " witness that forgets what it saw is worth nothing.",
                cause);
    }

    /** Keeps the note in the place of the one before, and returns when the disk has it. */
    void keep(String origin, SignedNote note) {
        try {
            Durable.replace(file(hash(origin)), note.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
