package city.datastore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.merkle.Frontier;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.TreeHasher;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * Keys and checkpoints for tests; the keys' seeds are single letters, so they are always the same.
 */
final class Signed {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String ORIGIN = "log.example/city";
    static final SigningKey LOG = key(ORIGIN, SignatureType.ED25519, 'a');
    static final SigningKey LOG_PQ = key(ORIGIN, SignatureType.ML_DSA_44_COSIGNATURE, 'b');
    static final SigningKey WITNESS = key("w.example/1", SignatureType.ED25519_COSIGNATURE, 'c');
    static final SigningKey WITNESS_PQ =
            key("w.example/2", SignatureType.ML_DSA_44_COSIGNATURE, 'd');
    static final Hash ROOT = root(5);
    static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 5, ROOT);

    private Signed() {}

    static SigningKey key(String name, SignatureType type, char seed) {
        SecureRandom letters =
                new SecureRandom() {
                    @Override
                    public void nextBytes(byte[] bytes) {
                        Arrays.fill(bytes, (byte) seed);
                    }
                };
        return SigningKey.generate(name, type, letters);
    }

    static Hash leaf(int index) {
        return new TreeHasher().leaf(("entry " + index).getBytes(UTF_8));
    }

    static Hash root(int size) {
        Frontier frontier = Frontier.empty();
        IntStream.range(0, size).forEach(i -> frontier.append(leaf(i)));
        return frontier.root();
    }

    static SignedNote note(NoteSigner... signers) {
        return NoteSigner.note(CHECKPOINT.text(), NOON, signers);
    }

    static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
