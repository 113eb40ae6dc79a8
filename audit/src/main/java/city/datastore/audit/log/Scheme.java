package city.datastore.audit.log;

import java.util.Arrays;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** A public key as the signature scheme needs it. Safe for several threads. */
sealed interface Scheme {
    /** Whether what follows so many bytes of the second array is a signature of the message. */
    boolean verify(byte[] message, byte[] signature, int skip);

    static Scheme of(SignatureType type, byte[] publicKey) {
        return switch (type) {
            case ED25519, ED25519_COSIGNATURE -> new Edwards(point(publicKey));
            case ML_DSA_44_COSIGNATURE -> new Lattice(lattice(publicKey));
        };
    }

    private static Ed25519.PublicPoint point(byte[] publicKey) {
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(publicKey, 0);
        if (point == null) {
            throw new LogFormatException("the bytes are no Ed25519 public key");
        }
        return point;
    }

    private static MLDSAPublicKeyParameters lattice(byte[] publicKey) {
        return new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey);
    }

    /** Ed25519 (RFC 8032 §5.1.7). */
    record Edwards(Ed25519.PublicPoint point) implements Scheme {
        @Override
        public boolean verify(byte[] message, byte[] signature, int skip) {
            return signature.length - skip == Ed25519.SIGNATURE_SIZE
                    && Ed25519.verify(signature, skip, point, message, 0, message.length);
        }
    }

    /** ML-DSA-44 with an empty context (FIPS 204 §5.3). */
    record Lattice(MLDSAPublicKeyParameters key) implements Scheme {
        @Override
        public boolean verify(byte[] message, byte[] signature, int skip) {
            MLDSASigner signer = new MLDSASigner();
            signer.init(false, key);
            signer.update(message, 0, message.length);
            return signer.verifySignature(Arrays.copyOfRange(signature, skip, signature.length));
        }
    }
}
