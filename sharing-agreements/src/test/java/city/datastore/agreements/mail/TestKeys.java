package city.datastore.agreements.mail;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A key and certificate of a server of that name, and whoever believes just that certificate. */
record TestKeys(SSLContext server, SSLContext client) {
    private static final char[] NONE = new char[0];

    static TestKeys of(String host) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = certificate(pair, host);
            KeyStore own = store();
            own.setKeyEntry("own", pair.getPrivate(), NONE, new Certificate[] {certificate});
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, NONE);
            KeyStore believed = store();
            believed.setCertificateEntry("believed", certificate);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(believed);
            return new TestKeys(context(keys, null), context(null, trust));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore store() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        return store;
    }

    private static SSLContext context(
            @Nullable KeyManagerFactory keys, @Nullable TrustManagerFactory trust)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(
                keys == null ? null : keys.getKeyManagers(),
                trust == null ? null : trust.getTrustManagers(),
                null);
        return context;
    }

    /** Good for an hour: TLS has a clock of its own. */
    private static X509Certificate certificate(KeyPair pair, String host) throws Exception {
        Instant now = Instant.now();
        var name = new X500Principal("CN=" + host);
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        name,
                        pair.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(pair.getPrivate())));
    }
}
