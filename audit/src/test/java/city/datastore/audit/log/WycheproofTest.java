package city.datastore.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.datastore.audit.SharedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WycheproofTest {
    private static final Pattern CASE =
            Pattern.compile(
                    "\"pk\": *\"(?<pk>[0-9a-f]*)\""
                            + "|\"tcId\": *(?<id>[0-9]+)"
                            + "|\"msg\": *\"(?<msg>[0-9a-f]*)\""
                            + "|\"sig\": *\"(?<sig>[0-9a-f]*)\""
                            + "|\"result\": *\"(?<result>valid|invalid)\"");

    private static boolean holds(byte[] key, byte[] message, byte[] signature) {
        try {
            return Scheme.of(SignatureType.ED25519, key).verify(message, signature, 0);
        } catch (LogFormatException _) {
            return false;
        }
    }

    @Test
    void all_151_Ed25519_signatures_are_judged_rightly() throws IOException {
        Optional<Path> file = SharedVectors.find("wycheproof/ed25519_test.json");
        assumeTrue(file.isPresent(), SharedVectors.ABSENT);
        Matcher at = CASE.matcher(Files.readString(file.orElseThrow(), UTF_8));
        HexFormat hex = HexFormat.of();
        byte[] key = {};
        byte[] message = {};
        byte[] signature = {};
        String id = "";
        int valid = 0;
        int refused = 0;
        while (at.find()) {
            if (at.group("pk") != null) {
                key = hex.parseHex(at.group("pk"));
            } else if (at.group("id") != null) {
                id = at.group("id");
            } else if (at.group("msg") != null) {
                message = hex.parseHex(at.group("msg"));
            } else if (at.group("sig") != null) {
                signature = hex.parseHex(at.group("sig"));
            } else {
                boolean wanted = at.group("result").equals("valid");
                assertThat(holds(key, message, signature)).as("case " + id).isEqualTo(wanted);
                valid += wanted ? 1 : 0;
                refused += wanted ? 0 : 1;
            }
        }
        assertThat(valid).isEqualTo(88);
        assertThat(refused).isEqualTo(63);
    }
}
