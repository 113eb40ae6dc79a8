package city.datastore.audit.verify.evidence;

import city.datastore.audit.verify.receipt.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A detached signature: CMS SignedData (RFC 5652 §5) in DER, by one signer with one certificate,
 * ECDSA with SHA-256, over attributes that hold the content's hash.
 */
final class CmsSignature {
    private static final String SIGNED_DATA = "2a864886f70d010702";
    private static final String DATA = "2a864886f70d010701";
    private static final String CONTENT_TYPE = "2a864886f70d010903";
    private static final String MESSAGE_DIGEST = "2a864886f70d010904";
    private static final String SHA_256 = "608648016503040201";
    private static final String ECDSA_SHA_256 = "2a8648ce3d040302";

    private final byte[] certificate;
    private final byte[] signedAttributes;
    private final Map<String, byte[]> attributes;
    private final byte[] signature;

    private CmsSignature(
            byte[] certificate,
            byte[] signedAttributes,
            Map<String, byte[]> attributes,
            byte[] signature) {
        this.certificate = certificate;
        this.signedAttributes = signedAttributes;
        this.attributes = attributes;
        this.signature = signature;
    }

    /**
     * The signature that these bytes are.
     *
     * @throws RefusedException when they are none
     */
    static CmsSignature parse(byte[] bytes) {
        Der file = Der.of(bytes);
        Der info = file.in(Der.SEQUENCE);
        file.end();
        demand(oid(info).equals(SIGNED_DATA), "it is another kind of CMS");
        Der data = info.in(Der.TAGGED_0).in(Der.SEQUENCE);
        info.end();
        number(data, 1);
        Der digests = data.in(Der.SET);
        algorithm(digests, SHA_256);
        digests.end();
        Der content = data.in(Der.SEQUENCE);
        demand(oid(content).equals(DATA), "what is signed is no plain data");
        content.end();
        Der certificates = data.in(Der.TAGGED_0);
        byte[] certificate = certificates.whole(Der.SEQUENCE);
        certificates.end();
        Der signers = data.in(Der.SET);
        data.end();
        Der signer = signers.in(Der.SEQUENCE);
        signers.end();
        return signer(signer, certificate);
    }

    private static CmsSignature signer(Der signer, byte[] certificate) {
        number(signer, 1);
        demand(names(signer.in(Der.SEQUENCE), certificate), "its signer has another certificate");
        algorithm(signer, SHA_256);
        byte[] signed = signer.whole(Der.TAGGED_0);
        algorithm(signer, ECDSA_SHA_256);
        byte[] signature = signer.value(Der.OCTETS);
        signer.end();
        signed[0] = (byte) Der.SET; // what is signed is the attributes as a set (RFC 5652 §5.4)
        return new CmsSignature(certificate, signed, attributes(signed), signature);
    }

    private static Map<String, byte[]> attributes(byte[] set) {
        Map<String, byte[]> attributes = new HashMap<>();
        Der each = Der.of(set).in(Der.SET);
        while (each.more()) {
            Der attribute = each.in(Der.SEQUENCE);
            String type = oid(attribute);
            demand(
                    attributes.put(type, attribute.value(Der.SET)) == null,
                    "an attribute is there twice");
            attribute.end();
        }
        return attributes;
    }

    /** Whether a signer names this certificate by its issuer and serial number. */
    private static boolean names(Der issuerAndSerial, byte[] certificate) {
        byte[] issuer = issuerAndSerial.whole(Der.SEQUENCE);
        byte[] serial = issuerAndSerial.whole(Der.INTEGER);
        issuerAndSerial.end();
        Der fields = Der.of(certificate).in(Der.SEQUENCE).in(Der.SEQUENCE);
        if (fields.next(Der.TAGGED_0)) {
            var _ = fields.in(Der.TAGGED_0); // the version
        }
        boolean sameSerial = Arrays.equals(serial, fields.whole(Der.INTEGER));
        var _ = fields.in(Der.SEQUENCE); // the algorithm
        return sameSerial && Arrays.equals(issuer, fields.whole(Der.SEQUENCE));
    }

    /** The certificate in DER form; to be believed only when the log vouches for it. */
    byte[] certificate() {
        return certificate.clone();
    }

    /**
     * Checks that this is the certificate's signature of that content.
     *
     * @throws RefusedException when it is not
     */
    void check(byte[] content) {
        byte[] type = attribute(CONTENT_TYPE);
        demand(hex(Der.of(type).value(Der.OID)).equals(DATA), "what is signed is no plain data");
        Der digest = Der.of(attribute(MESSAGE_DIGEST));
        byte[] hash = digest.value(Der.OCTETS);
        digest.end();
        if (!MessageDigest.isEqual(hash, PackZip.sha256().digest(content))) {
            throw RefusedException.untrue(
                    "It is not the signature of this manifest: the manifest was changed after it"
                            + " was signed.");
        }
        if (!holds()) {
            throw RefusedException.untrue("The signature does not hold: it was changed.");
        }
    }

    private boolean holds() {
        X509Certificate by = certificate(certificate);
        try {
            Signature judge = Signature.getInstance("SHA256withECDSA");
            judge.initVerify(by.getPublicKey());
            judge.update(signedAttributes);
            return judge.verify(signature);
        } catch (SignatureException | InvalidKeyException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDSA with SHA-256", e);
        }
    }

    private byte[] attribute(String type) {
        byte @Nullable [] value = attributes.get(type);
        if (value == null) {
            throw Der.wrong("an attribute is missing");
        }
        return value;
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw RefusedException.unreadable("It holds no X.509 certificate.", e);
        }
    }

    private static void number(Der from, int wanted) {
        byte[] value = from.value(Der.INTEGER);
        demand(value.length == 1 && value[0] == wanted, "its version is another");
    }

    private static void algorithm(Der from, String wanted) {
        Der algorithm = from.in(Der.SEQUENCE);
        demand(oid(algorithm).equals(wanted), "it uses other algorithms than SHA-256 and ECDSA");
        if (algorithm.more()) {
            demand(algorithm.value(Der.NULL).length == 0, "an algorithm has parameters");
        }
        algorithm.end();
    }

    private static String oid(Der from) {
        return hex(from.value(Der.OID));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw Der.wrong(otherwise);
        }
    }
}
