package city.datastore.audit.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import city.datastore.audit.merkle.Hash;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Signs what is to be believed elsewhere, such as the manifests of evidence packs and signatures on
 * agreements: CMS SignedData (RFC 5652), ECDSA on P-256 with SHA-256, under a certificate that it
 * signed itself. Safe for several threads.
 */
public final class EvidenceSigner {
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final String NAME = "CN=City DataStore audit evidence";
    private static final int SERIAL_BITS = 120;
    private static final Duration SKEW = Duration.ofDays(1);
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    /** What stands for "does not expire" in a certificate (RFC 5280 §4.1.2.5). */
    private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private final ECPrivateKeyParameters key;
    private final X509CertificateHolder certificate;
    private final byte[] encoded;

    private EvidenceSigner(ECPrivateKeyParameters key, X509CertificateHolder certificate)
            throws IOException {
        this.key = key;
        this.certificate = certificate;
        this.encoded = certificate.getEncoded();
    }

    /** A new key and its certificate. */
    public static EvidenceSigner generate(SecureRandom random, Instant now) {
        var generator = new ECKeyPairGenerator();
        generator.init(
                new ECKeyGenerationParameters(
                        ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1), random));
        var pair = generator.generateKeyPair();
        var key = (ECPrivateKeyParameters) pair.getPrivate();
        X500Name name = new X500Name(NAME);
        try {
            var builder =
                    new X509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                            new Time(Date.from(now.minus(SKEW))),
                            new Time(Date.from(NEVER)),
                            name,
                            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                                    pair.getPublic()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            return new EvidenceSigner(key, builder.build(contentSigner(key)));
        } catch (IOException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    private static ContentSigner contentSigner(ECPrivateKeyParameters key) {
        AlgorithmIdentifier signature =
                new DefaultSignatureAlgorithmIdentifierFinder().find(ALGORITHM);
        AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
        try {
            return new BcECContentSignerBuilder(signature, digest).build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("Bouncy Castle has " + ALGORITHM, e);
        }
    }

    /**
     * The key and the certificate in this text.
     *
     * @throws IllegalArgumentException when they are not there or do not belong together; the
     *     message never says what it holds
     */
    public static EvidenceSigner parse(String pem) {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            var key = PrivateKeyFactory.createKey(next(reader, KEY));
            var certificate = new X509CertificateHolder(next(reader, CERTIFICATE));
            if (key instanceof ECPrivateKeyParameters ec && belong(ec, certificate)) {
                return new EvidenceSigner(ec, certificate);
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("there is no private key with its certificate", e);
        }
        throw new IllegalArgumentException("the private key and the certificate are not a pair");
    }

    private static byte[] next(PemReader reader, String type) throws IOException {
        PemObject object = reader.readPemObject();
        if (object == null || !object.getType().equals(type)) {
            throw new IOException("no " + type);
        }
        return object.getContent();
    }

    private static boolean belong(ECPrivateKeyParameters key, X509CertificateHolder certificate)
            throws IOException {
        var publicKey =
                (ECPublicKeyParameters)
                        PublicKeyFactory.createKey(certificate.getSubjectPublicKeyInfo());
        return key.getParameters().getG().multiply(key.getD()).equals(publicKey.getQ());
    }

    /** The private key and the certificate as text; keep it in a file that few may read. */
    public String secretText() {
        try {
            return pem(KEY, PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded())
                    + certificatePem();
        } catch (IOException e) {
            throw new IllegalStateException("the key has no encoding", e);
        }
    }

    /** The certificate as text, for anybody. */
    public String certificatePem() {
        return pem(CERTIFICATE, encoded);
    }

    /** The certificate in DER form. */
    public byte[] certificate() {
        return encoded.clone();
    }

    /** What a certificate is known by. */
    public Hash certificateSha256() {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The signature of these bytes, without them, in DER form. */
    public byte[] sign(byte[] content, Instant at) {
        return sign(content, at, /* whole= */ false);
    }

    /** These bytes and their signature in one, in DER form. */
    public byte[] signWhole(byte[] content, Instant at) {
        return sign(content, at, /* whole= */ true);
    }

    private byte[] sign(byte[] content, Instant at, boolean whole) {
        try {
            var time =
                    new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at))));
            var signer =
                    new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
                            .setSignedAttributeGenerator(
                                    new DefaultSignedAttributeTableGenerator(
                                            new AttributeTable(time)))
                            .build(contentSigner(key), certificate);
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer);
            generator.addCertificate(certificate);
            return generator
                    .generate(new CMSProcessableByteArray(content), whole)
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("Bouncy Castle made no signature", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    /** Shows nothing secret. */
    @Override
    public String toString() {
        return "EvidenceSigner[" + certificateSha256() + "]";
    }
}
