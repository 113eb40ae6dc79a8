package city.datastore.audit.verify.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.SharedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The second implementation takes its signatures from the JDK; this is how well that judges. */
class JdkSignaturesTest {
    private static final Pattern CASE =
            Pattern.compile(
                    "\"pk\": *\"(?<pk>[0-9a-f]*)\""
                            + "|\"tcId\": *(?<id>[0-9]+)"
                            + "|\"msg\": *\"(?<msg>[0-9a-f]*)\""
                            + "|\"sig\": *\"(?<sig>[0-9a-f]*)\""
                            + "|\"result\": *\"(?<result>valid|invalid)\"");

    private static boolean holds(String key, byte[] message, byte[] signature) {
        try {
            var spec =
                    new X509EncodedKeySpec(
                            HexFormat.of().parseHex("302a300506032b6570032100" + key));
            Signature judge = Signature.getInstance("Ed25519");
            judge.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(spec));
            judge.update(message);
            return judge.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Test
    void all_151_Ed25519_signatures_are_judged_rightly() throws IOException {
        Optional<Path> file = SharedVectors.find("wycheproof/ed25519_test.json");
        assumeTrue(file.isPresent(), SharedVectors.ABSENT);
        Matcher at = CASE.matcher(Files.readString(file.orElseThrow(), UTF_8));
        HexFormat hex = HexFormat.of();
        String key = "";
        byte[] message = {};
        byte[] signature = {};
        String id = "";
        int judged = 0;
        while (at.find()) {
            if (at.group("pk") != null) {
                key = at.group("pk");
            } else if (at.group("id") != null) {
                id = at.group("id");
            } else if (at.group("msg") != null) {
                message = hex.parseHex(at.group("msg"));
            } else if (at.group("sig") != null) {
                signature = hex.parseHex(at.group("sig"));
            } else {
                assertThat(holds(key, message, signature))
                        .as("case " + id)
                        .isEqualTo(at.group("result").equals("valid"));
                judged++;
            }
        }
        assertThat(judged).isEqualTo(151);
    }
}
