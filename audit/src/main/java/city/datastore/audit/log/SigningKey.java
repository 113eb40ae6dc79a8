package city.datastore.audit.log;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A private key that signs notes: a name, a kind and a seed of 32 bytes.
 *
 * <p>Its text form is {@code PRIVATE+KEY+name+id+base64(kind || seed)}; {@link #toString} shows the
 * public key only.
 */
public final class SigningKey implements NoteSigner {
    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final Maker maker;
    private final VerifierKey verifierKey;

    private SigningKey(String name, SignatureType type, byte[] seed) {
        this.seed = seed.clone();
        this.maker =
                switch (type) {
                    case ED25519, ED25519_COSIGNATURE -> new Edwards(seed);
                    case ML_DSA_44_COSIGNATURE -> new Lattice(seed);
                };
        this.verifierKey = new VerifierKey(name, type, maker.publicKey());
    }

    /** A new key. */
    public static SigningKey generate(String name, SignatureType type, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new SigningKey(name, type, seed);
    }

    /**
     * The key that this text is; a newline at its end is passed over.
     *
     * @throws LogFormatException when it is none; the message never says what it holds
     */
    public static SigningKey parse(String text) {
        String key = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        String[] parts =
                key.startsWith(PREFIX) && key.length() <= VerifierKey.MAX_LENGTH
                        ? key.substring(PREFIX.length()).split("\\+", 3)
                        : new String[0];
        if (parts.length < 3) {
            throw new LogFormatException(
                    "a signing key is PRIVATE+KEY, a name, an id and base64, with a plus between"
                            + " each");
        }
        byte[] typed = Wording.base64(parts[2], "signing key");
        if (typed.length != 1 + SEED_BYTES) {
            throw new LogFormatException("a signing key has 33 bytes");
        }
        SignatureType type =
                SignatureType.of(typed[0])
                        .orElseThrow(() -> new LogFormatException("unknown kind of signing key"));
        SigningKey signing =
                new SigningKey(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!parts[1].equals(HexFormat.of().toHexDigits(signing.verifierKey.id()))) {
            throw new LogFormatException(
                    "the id in the signing key of %s is not its own".formatted(parts[0]));
        }
        return signing;
    }

    /** The private key as text. Whoever has it can sign: keep it in a file that few may read. */
    public String secretText() {
        byte[] typed =
                ByteBuffer.allocate(1 + SEED_BYTES).put(verifierKey.type().id()).put(seed).array();
        return PREFIX + verifierKey.nameAndId() + "+" + Wording.base64(typed);
    }

    @Override
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    @Override
    public NoteSignature sign(String text, Instant at) {
        SignatureType type = verifierKey.type();
        long time = type.cosignature() ? at.getEpochSecond() : 0;
        if (type == SignatureType.ML_DSA_44_COSIGNATURE
                && !Checkpoint.parse(text).extensions().isEmpty()) {
            throw new LogFormatException("ML-DSA-44 would not cover the extension lines");
        }
        byte[] message =
                SignedMessage.of(verifierKey.name(), type, time, text)
                        .orElseThrow(() ->
                                new LogFormatException(
                                        "a key of kind %s cannot sign this text at this time"
                                                .formatted(type)));
        byte[] signature = maker.sign(message);
        if (type.cosignature()) {
            signature =
                    ByteBuffer.allocate(Long.BYTES + signature.length)
                            .putLong(time)
                            .put(signature)
                            .array();
        }
        return new NoteSignature(verifierKey.name(), verifierKey.id(), signature);
    }

    @Override
    public String toString() {
        return "SigningKey[" + verifierKey + "]";
    }

    /** Makes the bytes of a signature. */
    private sealed interface Maker {
        byte[] publicKey();

        byte[] sign(byte[] message);
    }

    private static final class Edwards implements Maker {
        private final Ed25519PrivateKeyParameters key;

        private Edwards(byte[] seed) {
            key = new Ed25519PrivateKeyParameters(seed, 0);
        }

        @Override
        public byte[] publicKey() {
            return key.generatePublicKey().getEncoded();
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
            return signature;
        }
    }

    private static final class Lattice implements Maker {
        private final MLDSAPrivateKeyParameters key;
        private final SecureRandom random = new SecureRandom();

        private Lattice(byte[] seed) {
            key = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
        }

        @Override
        public byte[] publicKey() {
            return key.getPublicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(true, new ParametersWithRandom(key, random));
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException("ML-DSA-44 made no signature", e);
            }
        }
    }
}
