package city.datastore.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.evidence.EvidenceSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * The file with the private key that signs evidence packs and its certificate. It lies beside the
 * log's keys, and only its owner may read it.
 */
final class EvidenceKeyFile {
    private static final String NAME = "audit-evidence.pem";
    private static final long MAX_BYTES = 16 * 1024;

    private final Path file;

    private EvidenceKeyFile(Path file) {
        this.file = file;
    }

    static EvidenceKeyFile beside(Path logKeyFile) {
        return new EvidenceKeyFile(logKeyFile.toAbsolutePath().resolveSibling(NAME));
    }

    Path path() {
        return file;
    }

    /**
     * The signer of packs.
     *
     * @param mayMake whether a new key is made where the file is missing
     * @throws LogKeyException when the file is missing and may not be made, or is not as it has to
     *     be
     */
    EvidenceSigner signer(boolean mayMake, Instant now) {
        if (!Files.exists(file)) {
            if (!mayMake) {
                throw new LogKeyException(
                        file
                                + " is missing, and evidence packs have been signed with its key;"
                                + " put the file back from your backup");
            }
            make(now);
        }
        return read();
    }

    private void make(Instant now) {
        try {
            SecretFile.make(file, EvidenceSigner.generate(new SecureRandom(), now).secretText());
        } catch (IOException e) {
            throw new LogKeyException("the key for evidence packs cannot be written to " + file, e);
        }
    }

    private EvidenceSigner read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new LogKeyException(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return EvidenceSigner.parse(Files.readString(file, US_ASCII));
        } catch (IOException e) {
            throw new LogKeyException("the key for evidence packs cannot be read from " + file, e);
        } catch (IllegalArgumentException e) {
            throw new LogKeyException(
                    file + " has to hold the private key for evidence packs and its certificate",
                    e);
        }
    }
}
