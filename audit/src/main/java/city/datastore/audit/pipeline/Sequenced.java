package city.datastore.audit.pipeline;

import city.datastore.audit.log.Commitment;
import city.datastore.audit.log.Salt;

/**
 * An event with its place in the record and what the log says of it.
 *
 * @param sequence from 1; its leaf in the tree is one less
 * @param salt what makes the entry say nothing to those who do not hold it
 */
record Sequenced(long sequence, Arrival.Legible arrival, Salt salt) {
    /** The salted commitment that anyone may see. */
    byte[] entry(Commitment commitment) {
        return commitment.entryOfDigest(salt, arrival.content().digest());
    }
}
