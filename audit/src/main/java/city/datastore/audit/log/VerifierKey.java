package city.datastore.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key by which notes are checked, with the name and the kind of signature it is for: a
 * <i>vkey</i> (c2sp.org/signed-note, Verifier keys). Safe for several threads.
 */
public final class VerifierKey {
    /** Most characters that a key may have in its text form. */
    public static final int MAX_LENGTH = 4096;

    private final String name;
    private final SignatureType type;
    private final byte[] publicKey;
    private final int id;
    private final Scheme scheme;

    /**
     * @throws LogFormatException when the name cannot be a key's name or the bytes are no public
     *     key of this kind
     */
    public VerifierKey(String name, SignatureType type, byte[] publicKey) {
        this.name = Wording.keyName(name);
        this.type = type;
        this.publicKey = publicKey.clone();
        if (publicKey.length != type.publicKeyBytes()) {
            throw new LogFormatException(
                    "a public key of kind %s has %d bytes, here are %d"
                            .formatted(type, type.publicKeyBytes(), publicKey.length));
        }
        this.id = id(name, type, publicKey);
        this.scheme = Scheme.of(type, publicKey);
    }

    private static int id(String name, SignatureType type, byte[] publicKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(type.id());
            return ByteBuffer.wrap(digest.digest(publicKey)).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The key that this text is.
     *
     * @throws LogFormatException when it is no key, its id is not its own, or it is of a kind that
     *     we do not check
     */
    public static VerifierKey parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new LogFormatException("a verifier key has at most 4096 characters");
        }
        String[] parts = text.split("\\+", 3);
        if (parts.length < 3) {
            throw new LogFormatException(
                    "a verifier key is a name, an id and base64, with a plus between each");
        }
        byte[] typed = Wording.base64(parts[2], "verifier key");
        if (typed.length == 0) {
            throw new LogFormatException("a verifier key has no bytes");
        }
        SignatureType type =
                SignatureType.of(typed[0])
                        .orElseThrow(() -> new LogFormatException("unknown kind of verifier key"));
        VerifierKey key =
                new VerifierKey(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!parts[1].equals(HexFormat.of().toHexDigits(key.id))) {
            throw new LogFormatException(
                    "the verifier key of %s has the id %s, its text says otherwise"
                            .formatted(key.name, HexFormat.of().toHexDigits(key.id)));
        }
        return key;
    }

    /** The key as text: name, id and public key. */
    public String text() {
        byte[] typed =
                ByteBuffer.allocate(1 + publicKey.length).put(type.id()).put(publicKey).array();
        return nameAndId() + "+" + Wording.base64(typed);
    }

    /** The name, usually that of the log or the witness. */
    public String name() {
        return name;
    }

    /** What kind of signature it checks. */
    public SignatureType type() {
        return type;
    }

    /** The first four bytes of a hash of the name, the kind and the public key. */
    public int id() {
        return id;
    }

    /** A copy of the public key's bytes. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The name and the id, as they stand in the text form. */
    public String nameAndId() {
        return name + "+" + HexFormat.of().toHexDigits(id);
    }

    /** Whether two keys are the same public key, whatever they are called. */
    boolean sharesPublicKey(VerifierKey other) {
        return Arrays.equals(publicKey, other.publicKey);
    }

    /** Whether a signature says that it is by this key. */
    boolean signs(NoteSignature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /** Checks a signature that says it is by this key. */
    SignedNote.Verified verify(String text, NoteSignature signature) {
        byte[] bytes = signature.signature();
        if (bytes.length != type.signatureBytes()) {
            throw new NoteException.BadSignature(this);
        }
        long time = type.cosignature() ? ByteBuffer.wrap(bytes).getLong() : 0;
        int skip = type.cosignature() ? Long.BYTES : 0;
        byte[] message = SignedMessage.of(name, type, time, text).orElse(null);
        if (message == null || !scheme.verify(message, bytes, skip)) {
            throw new NoteException.BadSignature(this);
        }
        return new SignedNote.Verified(this, signature, time);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && type == key.type
                && name.equals(key.name)
                && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return text();
    }
}
