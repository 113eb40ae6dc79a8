package city.datastore.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text and who signed it (c2sp.org/signed-note). The text means nothing until {@link #verify} has
 * found a signature by a key that is trusted.
 *
 * @param text what is signed, with the newline at its end
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** What a note is sent as, and a proof that ends with one (c2sp.org/tlog-tiles). */
    public static final String MEDIA_TYPE = "text/plain;charset=utf-8";

    /** Most bytes that a note may have. */
    public static final int MAX_BYTES = 512 * 1024;

    /** Most signatures that a note may have. */
    public static final int MAX_SIGNATURES = 64;

    /**
     * @throws LogFormatException when the text cannot be a note's, or there is no signature or too
     *     many
     */
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new LogFormatException("the text of a note has to end with a newline");
        }
        if (text.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new LogFormatException("a note holds a control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new LogFormatException("a note holds half of a surrogate pair");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new LogFormatException(
                    "a note has 1 to %d signatures, here are %d"
                            .formatted(MAX_SIGNATURES, signatures.size()));
        }
    }

    /** The whole note, as it is published. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** The whole note in UTF-8. */
    public byte[] bytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    /** This note with more signatures after its own; those that it has already are left out. */
    public SignedNote with(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /**
     * The note that these bytes are.
     *
     * @throws LogFormatException when they are no note, or more than {@value #MAX_BYTES}
     */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LogFormatException("a note has at most " + MAX_BYTES + " bytes");
        }
        return parse(Wording.utf8(bytes, "note"));
    }

    /**
     * The note that this text is.
     *
     * @throws LogFormatException when it is no note, or longer than {@value #MAX_BYTES}
     */
    public static SignedNote parse(String note) {
        if (note.length() > MAX_BYTES) {
            throw new LogFormatException("a note has at most " + MAX_BYTES + " bytes");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new LogFormatException("a note has an empty line before its signatures");
        }
        return new SignedNote(note.substring(0, blank + 1), lines(note.substring(blank + 2)));
    }

    /**
     * The signature lines, as a witness answers with.
     *
     * @throws LogFormatException unless each of them is one and ends with a newline
     */
    public static List<NoteSignature> lines(String text) {
        if (!text.endsWith("\n")) {
            throw new LogFormatException("a note has to end with a signature line and a newline");
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", MAX_SIGNATURES + 1);
        if (lines.length > MAX_SIGNATURES) {
            throw new LogFormatException(
                    "a note has more than %d signatures".formatted(MAX_SIGNATURES));
        }
        List<NoteSignature> signatures = new ArrayList<>(lines.length);
        for (String line : lines) {
            signatures.add(NoteSignature.parse(line));
        }
        return signatures;
    }

    /**
     * Checks every signature whose name and id are those of one of these keys; passes over all
     * others.
     *
     * @return the signatures that hold, at least one, in the order of the note
     * @throws NoteException.BadSignature when one that names a known key does not hold
     * @throws NoteException.NotSigned when no key is among the signers
     */
    public List<Verified> verify(Collection<VerifierKey> keys) {
        distinct(keys);
        List<Verified> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : keys) {
                if (key.signs(signature)) {
                    verified.add(key.verify(text, signature));
                }
            }
        }
        if (verified.isEmpty()) {
            throw new NoteException.NotSigned();
        }
        return verified;
    }

    private static void distinct(Collection<VerifierKey> keys) {
        Set<String> ids = new HashSet<>();
        for (VerifierKey key : keys) {
            if (!ids.add(key.nameAndId())) {
                throw new IllegalArgumentException("two keys are called " + key.nameAndId());
            }
        }
    }

    /**
     * A signature that holds.
     *
     * @param key whose it is
     * @param signature as it is in the note
     * @param time for a cosignature: when it was made, in seconds since 1970, 0 when it does not
     *     say; otherwise 0
     */
    public record Verified(VerifierKey key, NoteSignature signature, long time) {}
}
