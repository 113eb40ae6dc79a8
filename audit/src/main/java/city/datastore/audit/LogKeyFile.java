package city.datastore.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.log.CheckpointSigner;
import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * The file with the log's private keys, one a line: Ed25519 first, ML-DSA-44 beside it. Only its
 * owner may read it.
 */
final class LogKeyFile {
    private static final long MAX_BYTES = 16 * 1024;
    private static final List<SignatureType> KINDS =
            List.of(SignatureType.ED25519, SignatureType.ML_DSA_44_COSIGNATURE);

    private final Path file;

    LogKeyFile(Path file) {
        this.file = file;
    }

    /**
     * The signer for the log of this name.
     *
     * @param mayMake whether new keys are made where the file is missing
     * @throws LogKeyException when the file is missing and may not be made, or is not as it has to
     *     be
     */
    CheckpointSigner signer(String origin, boolean mayMake) {
        if (!Files.exists(file)) {
            if (!mayMake) {
                throw new LogKeyException(
                        file
                                + " is missing, and the audit log already has entries that its keys"
                                + " signed; put the file back from your backup");
            }
            make(origin);
        }
        List<NoteSigner> keys = read();
        if (!keys.stream().allMatch(key -> key.verifierKey().name().equals(origin))) {
            throw new LogKeyException(
                    "the keys in " + file + " are not for the log " + origin + ", but for another");
        }
        return new CheckpointSigner(origin, keys);
    }

    private void make(String origin) {
        StringBuilder text = new StringBuilder();
        SecureRandom random = new SecureRandom();
        for (SignatureType kind : KINDS) {
            text.append(SigningKey.generate(origin, kind, random).secretText()).append('\n');
        }
        try {
            SecretFile.make(file, text);
        } catch (IOException e) {
            throw new LogKeyException("the keys of the audit log cannot be written to " + file, e);
        }
    }

    private List<NoteSigner> read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new LogKeyException(file + " is longer than " + MAX_BYTES + " bytes");
            }
            List<NoteSigner> keys = new ArrayList<>();
            for (String line : Files.readAllLines(file, US_ASCII)) {
                keys.add(SigningKey.parse(line));
            }
            if (keys.stream().map(key -> key.verifierKey().type()).toList().equals(KINDS)) {
                return keys;
            }
            throw new LogKeyException(
                    file + " has to hold an Ed25519 key and an ML-DSA-44 key, one a line");
        } catch (IOException e) {
            throw new LogKeyException("the keys of the audit log cannot be read from " + file, e);
        } catch (LogFormatException e) {
            throw new LogKeyException("a line of " + file + " is no signing key", e);
        }
    }
}
