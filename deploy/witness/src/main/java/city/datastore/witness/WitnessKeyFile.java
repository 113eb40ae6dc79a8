package city.datastore.witness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The file with the witness's private key, made on the first start; only its owner may read it. */
final class WitnessKeyFile {
    private static final long MAX_BYTES = 4096;

    private WitnessKeyFile() {}

    /**
     * The key of the witness of this name.
     *
     * @throws WitnessException when the file cannot be used, or is that of another witness
     */
    static SigningKey open(Path file, String name) {
        try {
            if (!Files.exists(file)) {
                var key =
                        SigningKey.generate(
                                name, SignatureType.ED25519_COSIGNATURE, new SecureRandom());
                Durable.replace(file, (key.secretText() + "\n").getBytes(US_ASCII));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new WitnessException(file + " is too long for a key.");
            }
            SigningKey key = SigningKey.parse(Files.readString(file, US_ASCII));
            if (!key.verifierKey().type().equals(SignatureType.ED25519_COSIGNATURE)) {
                throw new WitnessException(file + " holds a key of a kind that cannot cosign.");
            }
            if (!key.verifierKey().name().equals(name)) {
                throw new WitnessException(
                        "The key in %s is that of %s, not of %s: give it its own name, or another --home."
                                .formatted(file, key.verifierKey().name(), name));
            }
            return key;
        } catch (IOException e) {
            throw new WitnessException("The key in " + file + " cannot be read or written.", e);
        } catch (LogFormatException e) {
            throw new WitnessException(
                    file + " or the name is not as it has to be: " + e.getMessage() + ".", e);
        }
    }
}
