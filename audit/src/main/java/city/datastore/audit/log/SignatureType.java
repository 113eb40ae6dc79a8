package city.datastore.audit.log;

import java.util.Optional;

/**
 * The kinds of signature on a note that we make and check (c2sp.org/signed-note, Signature types).
 */
public enum SignatureType {
    /** Ed25519 over the note's text. */
    ED25519(0x01, 32, 64),
    /** Ed25519 over a time and the note's text: a witness saw this and nothing larger before. */
    ED25519_COSIGNATURE(0x04, 32, 72),
    /** ML-DSA-44 over a time and what a checkpoint says; for logs and for witnesses. */
    ML_DSA_44_COSIGNATURE(0x06, 1312, 2428);

    private final int id;
    private final int publicKeyBytes;
    private final int signatureBytes;

    SignatureType(int id, int publicKeyBytes, int signatureBytes) {
        this.id = id;
        this.publicKeyBytes = publicKeyBytes;
        this.signatureBytes = signatureBytes;
    }

    /** The byte that stands for it in keys. */
    public byte id() {
        return (byte) id;
    }

    /** How many bytes its public keys have. */
    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    /** How many bytes its signatures have; in a cosignature the first eight are the time. */
    public int signatureBytes() {
        return signatureBytes;
    }

    /** Whether it says when it was made, and means that the signer saw no larger tree. */
    public boolean cosignature() {
        return this != ED25519;
    }

    static Optional<SignatureType> of(byte id) {
        for (SignatureType type : values()) {
            if (type.id() == id) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
