package city.datastore.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.Proofs;
import city.datastore.audit.merkle.TreeHasher;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** A log that was written to its end already, and can be shown at any size up to that. */
final class WrittenLog {
    static final int SIZE = 20;

    private final TreeHasher hasher = new TreeHasher();
    private final String story;
    final SigningKey key;

    private WrittenLog(String story, SigningKey key) {
        this.story = story;
        this.key = key;
    }

    static WrittenLog of(String origin) {
        return new WrittenLog(
                "true", SigningKey.generate(origin, SignatureType.ED25519, new SecureRandom()));
    }

    /** Another log under the same name and key, which differs from the first entry on. */
    WrittenLog fork() {
        return new WrittenLog("forged", key);
    }

    private Hash node(int level, long index) {
        return level == 0
                ? hasher.leaf((story + index).getBytes(UTF_8))
                : hasher.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }

    Hash root(long size) {
        return Proofs.root(size, this::node);
    }

    List<Hash> proof(long from, long size) {
        return from == 0 ? List.of() : Proofs.consistency(from, size, this::node).path();
    }

    SignedNote checkpoint(long size) {
        return signedBy(size, key);
    }

    SignedNote signedBy(long size, SigningKey other) {
        String text = new Checkpoint(key.verifierKey().name(), size, root(size)).text();
        return NoteSigner.note(text, Instant.EPOCH, other);
    }

    /** The honest question, from what the witness saw last to this size. */
    byte[] add(long from, long size) {
        return new AddCheckpoint(from, proof(from, size), checkpoint(size)).bytes();
    }
}
