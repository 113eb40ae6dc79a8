package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.InclusionProof;
import city.datastore.audit.merkle.ProofException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A proof that something is in a log, which can be checked without asking anybody
 * (c2sp.org/tlog-proof): where it is, the hashes up to the root, and the checkpoint with its
 * signatures.
 */
public final class TlogProof {
    /** Most bytes of extra data. */
    public static final int MAX_EXTRA_BYTES = 16 * 1024;

    /** Most characters that a proof may have. */
    public static final int MAX_LENGTH = SignedNote.MAX_BYTES + 32 * 1024;

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int MAX_PATH = 63;

    private final byte[] extra;
    private final long index;
    private final List<Hash> path;
    private final SignedNote note;

    /**
     * @param extra data that the application needs besides, or no bytes; not covered by any
     *     signature
     * @param index the entry's index in the log, from 0
     * @param path from the leaf's sibling up to the root's child
     * @param note the checkpoint, with its signatures
     * @throws LogFormatException when one of these cannot be in a proof
     */
    public TlogProof(byte[] extra, long index, List<Hash> path, SignedNote note) {
        this.extra = extra.clone();
        this.index = index;
        this.path = List.copyOf(path);
        this.note = note;
        if (extra.length > MAX_EXTRA_BYTES) {
            throw new LogFormatException("the extra data of a proof has at most 16384 bytes");
        }
        if (index < 0) {
            throw new LogFormatException("the index in a proof cannot be " + index);
        }
        if (path.size() > MAX_PATH) {
            throw new LogFormatException("a proof has at most 63 hashes");
        }
        Checkpoint.parse(note.text());
    }

    /** The extra data, where there is some; not to be believed on its own. */
    public Optional<byte[]> extra() {
        return extra.length == 0 ? Optional.empty() : Optional.of(extra.clone());
    }

    /** The entry's index in the log. */
    public long index() {
        return index;
    }

    /** The hashes from the leaf's sibling up to the root's child. */
    public List<Hash> path() {
        return path;
    }

    /** The checkpoint, with its signatures. */
    public SignedNote note() {
        return note;
    }

    /**
     * The proof as text, of media type {@link SignedNote#MEDIA_TYPE} and file ending {@code
     * .tlog-proof}.
     */
    public String format() {
        StringBuilder text = new StringBuilder(1024).append(HEADER).append('\n');
        if (extra.length > 0) {
            text.append(EXTRA).append(Wording.base64(extra)).append('\n');
        }
        text.append(INDEX).append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(note.format()).toString();
    }

    /**
     * The proof that these bytes are.
     *
     * @throws LogFormatException when they are not exactly as {@link #format} writes a proof
     */
    public static TlogProof parse(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new LogFormatException("a proof has at most " + MAX_LENGTH + " bytes");
        }
        return parse(Wording.utf8(bytes, "proof"));
    }

    /**
     * The proof that this text is.
     *
     * @throws LogFormatException when it is not exactly as {@link #format} writes a proof
     */
    public static TlogProof parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new LogFormatException("a proof has at most " + MAX_LENGTH + " characters");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new LogFormatException("a proof has an empty line before its checkpoint");
        }
        List<String> lines =
                new ArrayList<>(Arrays.asList(text.substring(0, blank).split("\n", MAX_PATH + 4)));
        if (!lines.removeFirst().equals(HEADER)) {
            throw new LogFormatException("a proof starts with the line " + HEADER);
        }
        byte[] extra = {};
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            extra = extra(lines.removeFirst().substring(EXTRA.length()));
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new LogFormatException("a proof has an index after its first line and its extra");
        }
        long index =
                Wording.number(lines.removeFirst().substring(INDEX.length()), "index in a proof");
        List<Hash> path =
                lines.stream().map(line -> Wording.hash(line, "hash in a proof")).toList();
        return new TlogProof(extra, index, path, SignedNote.parse(text.substring(blank + 2)));
    }

    private static byte[] extra(String base64) {
        byte[] extra = Wording.base64(base64, "extra data of a proof");
        if (extra.length == 0) {
            throw new LogFormatException("a proof without extra data has no line for it");
        }
        return extra;
    }

    /**
     * Checks that the leaf with this hash is in a log that the policy trusts, under a checkpoint
     * that the policy accepts.
     *
     * @throws NoteException when the policy does not accept the checkpoint
     * @throws ProofException when the leaf is not where the proof says
     */
    public TlogPolicy.Accepted verify(Hash leaf, TlogPolicy policy) {
        TlogPolicy.Accepted accepted = policy.accept(note);
        Checkpoint checkpoint = accepted.checkpoint();
        new InclusionProof(index, checkpoint.size(), path).verify(leaf, checkpoint.root());
        return accepted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof && format().equals(proof.format());
    }

    @Override
    public int hashCode() {
        return format().hashCode();
    }

    @Override
    public String toString() {
        return "TlogProof[index=" + index + "]";
    }
}
