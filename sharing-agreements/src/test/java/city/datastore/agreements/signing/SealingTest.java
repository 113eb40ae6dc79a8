package city.datastore.agreements.signing;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.TermsDigest;
import city.datastore.audit.evidence.EvidenceSigner;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.bc.BcECSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final EvidenceSigner SIGNER = EvidenceSigner.generate(new SecureRandom(), TODAY);

    private final Head head = anAgreement().draft().head();
    private final Statement statement = new Statement(head, by(BRENT), "siro", true);
    private final Seal seal = new Sealing(SIGNER).seal(statement);

    @Test
    void a_statement_says_who_signed_what_for_whom_and_how() {
        assertThat(new String(statement.bytes(), UTF_8))
                .isEqualTo(
                        "{\"agency\":\"brent\",\"agreement\":\""
                                + head.reference()
                                + "\",\"at\":\""
                                + TODAY
                                + "\",\"comment\":\"\",\"digest\":\""
                                + TermsDigest.of(head)
                                + "\",\"name\":\"brent.ig\",\"office\":\"siro\","
                                + "\"person\":\"person-of-brent\",\"secondFactor\":true,"
                                + "\"type\":\"city-datastore/agreement-signature/1\","
                                + "\"version\":1}");
    }

    @Test
    void a_seal_holds_the_statement_and_verifies_under_the_certificate() throws Exception {
        var message = new CMSSignedData(seal.message());
        assertThat((byte[]) message.getSignedContent().getContent()).isEqualTo(statement.bytes());
        assertThat(verifies(message)).isTrue();
        assertThat(seal.digest()).isEqualTo(TermsDigest.of(head));
    }

    @Test
    void a_seal_over_other_words_does_not_verify() throws Exception {
        String hex = HexFormat.of().formatHex(seal.message());
        String siro = HexFormat.of().formatHex("\"siro\"".getBytes(UTF_8));
        String other = HexFormat.of().formatHex("\"sirx\"".getBytes(UTF_8));
        assertThat(hex).contains(siro);
        var forged = new CMSSignedData(HexFormat.of().parseHex(hex.replace(siro, other)));
        assertThat(verifies(forged)).isFalse();
    }

    private static boolean verifies(CMSSignedData message) throws Exception {
        SignerInformation signer = message.getSignerInfos().getSigners().iterator().next();
        var verifier =
                new BcECSignerInfoVerifierBuilder(
                                new DefaultCMSSignatureAlgorithmNameGenerator(),
                                new DefaultSignatureAlgorithmIdentifierFinder(),
                                new DefaultDigestAlgorithmIdentifierFinder(),
                                new BcDigestCalculatorProvider())
                        .build(new X509CertificateHolder(SIGNER.certificate()));
        try {
            return signer.verify(verifier);
        } catch (CMSException e) {
            return false;
        }
    }
}
