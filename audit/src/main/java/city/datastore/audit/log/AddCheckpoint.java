package city.datastore.audit.log;

import city.datastore.audit.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log sends to a witness to have a checkpoint cosigned (c2sp.org/tlog-witness,
 * add-checkpoint).
 *
 * @param oldSize the size of the checkpoint that the witness cosigned last, 0 when it has none
 * @param proof that the tree of the checkpoint continues the one of that size
 * @param checkpoint signed by the log
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote checkpoint) {
    /** Most bytes that it may have. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 8 * 1024;

    /** Most hashes that the proof may have. */
    public static final int MAX_PROOF = 63;

    private static final String OLD = "old ";

    /**
     * @throws LogFormatException when the size is negative or the proof too long
     */
    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0) {
            throw new LogFormatException("the size of a log cannot be " + oldSize);
        }
        if (proof.size() > MAX_PROOF) {
            throw new LogFormatException("a consistency proof has at most 63 hashes");
        }
    }

    /** The body of the request. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        text.append('\n').append(checkpoint.format());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What these bytes ask for.
     *
     * @throws LogFormatException when they are not exactly as {@link #bytes} writes them
     */
    public static AddCheckpoint parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LogFormatException("the request has more than " + MAX_BYTES + " bytes");
        }
        String text = Wording.utf8(bytes, "request");
        int blank = text.indexOf("\n\n");
        if (blank < 0 || !text.startsWith(OLD)) {
            throw new LogFormatException(
                    "the request is an old size, a proof, an empty line and a checkpoint");
        }
        String[] lines = text.substring(0, blank).split("\n", MAX_PROOF + 2);
        long oldSize = Wording.number(lines[0].substring(OLD.length()), "old size");
        List<Hash> proof = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            proof.add(Wording.hash(lines[i], "hash of the proof"));
        }
        return new AddCheckpoint(oldSize, proof, SignedNote.parse(text.substring(blank + 2)));
    }
}
