package city.datastore.audit.pipeline;

import city.datastore.audit.log.Commitment;
import java.security.SecureRandom;

/**
 * An event with its place in the record and what the log says of it.
 *
 * @param sequence from 1; its leaf in the tree is one less
 * @param salt what makes the entry say nothing to those who do not hold it
 * @param entry the salted commitment that anyone may see
 */
record Sequenced(long sequence, Arrival.Legible arrival, byte[] salt, byte[] entry) {
    static Sequenced of(long sequence, Arrival.Legible arrival, SecureRandom random) {
        byte[] salt = new byte[Commitment.SALT_BYTES];
        random.nextBytes(salt);
        return new Sequenced(
                sequence, arrival, salt, Commitment.entry(salt, arrival.content().bytes()));
    }
}
