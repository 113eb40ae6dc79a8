package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.TreeHasher;
import java.util.List;

/**
 * What the holder of an event needs to show that it is in the log: a {@link TlogProof} whose extra
 * data is the event's salt, after one byte that says which form this is.
 *
 * @param salt the event's salt
 * @param proof with the salt as its extra data
 */
public record Receipt(Salt salt, TlogProof proof) {
    private static final byte FORM = 1;

    /**
     * @throws LogFormatException when the proof's extra data is not this salt
     */
    public Receipt {
        if (!salt.equals(saltIn(proof))) {
            throw new LogFormatException("the receipt of one event carries the salt of another");
        }
    }

    /** The receipt for the event that has this salt and this index. */
    public static Receipt of(Salt salt, long index, List<Hash> path, SignedNote checkpoint) {
        byte[] extra = new byte[1 + Salt.BYTES];
        extra[0] = FORM;
        System.arraycopy(salt.bytes(), 0, extra, 1, Salt.BYTES);
        return new Receipt(salt, new TlogProof(extra, index, path, checkpoint));
    }

    /** The receipt as text: a tlog-proof. */
    public String format() {
        return proof.format();
    }

    /**
     * The receipt that these bytes are.
     *
     * @throws LogFormatException when they are no tlog-proof, or one without a salt
     */
    public static Receipt parse(byte[] bytes) {
        TlogProof proof = TlogProof.parse(bytes);
        return new Receipt(saltIn(proof), proof);
    }

    private static Salt saltIn(TlogProof proof) {
        byte[] extra =
                proof.extra().orElseThrow(() -> new LogFormatException("a receipt has extra data"));
        if (extra.length != 1 + Salt.BYTES || extra[0] != FORM) {
            throw new LogFormatException(
                    "the extra data of a receipt is a byte of 1 and 32 bytes of salt");
        }
        byte[] salt = new byte[Salt.BYTES];
        System.arraycopy(extra, 1, salt, 0, Salt.BYTES);
        return Salt.of(salt);
    }

    /** The hash of the leaf that stands for an event with these canonical bytes. */
    public Hash leaf(byte[] canonical) {
        return new TreeHasher().leaf(new Commitment().entry(salt, canonical));
    }

    /**
     * Checks that an event with these canonical bytes is in the log.
     *
     * @throws NoteException when the policy does not accept the checkpoint
     * @throws ProofException when this event is not where the receipt says
     */
    public TlogPolicy.Accepted verify(byte[] canonical, TlogPolicy policy) {
        return proof.verify(leaf(canonical), policy);
    }
}
