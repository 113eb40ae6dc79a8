package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.InclusionProof;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.TreeHasher;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A receipt: where an event's leaf is, its salt, and a signed checkpoint (c2sp.org/tlog-proof). */
public final class ReceiptFile {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final int MAX_BYTES = 544 * 1024;
    private static final int MAX_HASHES = 63;
    private static final byte FORM = 1;

    private final byte[] salt;
    private final List<Hash> path;
    private final String noteText;
    private final Note note;
    private final long index;

    private ReceiptFile(byte[] salt, long index, List<Hash> path, String noteText) {
        this.salt = salt;
        this.index = index;
        this.path = path;
        this.noteText = noteText;
        this.note = Note.parse(noteText);
    }

    /**
     * The receipt that these bytes are.
     *
     * @throws RefusedException when they are none
     */
    public static ReceiptFile parse(byte[] file) {
        String text = Plain.text(file, MAX_BYTES, "receipt");
        if (!text.startsWith(FIRST + "\n")) {
            throw RefusedException.unreadable(
                    "This is no receipt: a receipt starts with the line " + FIRST + ".");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw RefusedException.unreadable(
                    "The receipt ends before its checkpoint: it was cut off.");
        }
        List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
        if (lines.size() < 3
                || !lines.get(1).startsWith("extra ")
                || !lines.get(2).startsWith("index ")) {
            throw RefusedException.unreadable(
                    "The lines of the receipt are not in their order: the extra data with the salt,"
                            + " then the index, then hashes.");
        }
        if (lines.size() - 3 > MAX_HASHES) {
            throw RefusedException.unreadable("A receipt has at most 63 hashes.");
        }
        List<Hash> path = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            path.add(Plain.hash(line, "line " + (path.size() + 4) + " of the receipt"));
        }
        return new ReceiptFile(
                salt(lines.get(1).substring("extra ".length())),
                Plain.number(lines.get(2).substring("index ".length()), "index in the receipt"),
                List.copyOf(path),
                text.substring(blank + 2));
    }

    private static byte[] salt(String base64) {
        byte[] extra = Plain.base64(base64, "extra data of the receipt");
        if (extra.length != 1 + Entry.SALT_BYTES || extra[0] != FORM) {
            throw RefusedException.unreadable(
                    "The extra data of a receipt are a byte of 1 and a salt of 32 bytes; here they"
                            + " are not.");
        }
        return Arrays.copyOfRange(extra, 1, extra.length);
    }

    /** Whether its checkpoint is this one, with the same signatures. */
    public boolean isUnder(byte[] checkpoint) {
        return MessageDigest.isEqual(noteText.getBytes(UTF_8), checkpoint);
    }

    /** The index of the event's leaf, from 0. */
    public long index() {
        return index;
    }

    /**
     * Checks the checkpoint and that the proof has the shape it has to have; without the event it
     * proves no more.
     *
     * @throws RefusedException when the receipt is not to be believed
     */
    public Trust.Accepted check(Trust trust) {
        Trust.Accepted accepted = trust.accept(note);
        var _ = proof(accepted.checkpoint());
        return accepted;
    }

    /**
     * Checks that the event with these canonical bytes is in the log.
     *
     * @throws RefusedException when the receipt does not prove it
     */
    public Trust.Accepted check(byte[] canonical, Trust trust) {
        Trust.Accepted accepted = trust.accept(note);
        check(canonical, accepted.checkpoint());
        return accepted;
    }

    /**
     * Checks that the event with these canonical bytes is in the log under a checkpoint that is
     * believed already, and looks at no signature.
     *
     * @throws RefusedException when the receipt does not prove it
     */
    public void check(byte[] canonical, Checkpoint believed) {
        Entry entry = new Entry();
        Hash leaf = new TreeHasher().leaf(entry.of(salt, entry.digest(canonical)));
        if (!proof(believed).root(leaf).equals(believed.root())) {
            throw RefusedException.untrue(
                    "The event is not the one that this receipt is for, or the receipt was changed:"
                            + " event, salt and hashes do not lead to the signed root.");
        }
    }

    private InclusionProof proof(Checkpoint checkpoint) {
        try {
            return new InclusionProof(index, checkpoint.size(), path);
        } catch (ProofException.WrongShape e) {
            throw RefusedException.untrue("The receipt was changed: " + e.getMessage() + ".");
        }
    }
}
