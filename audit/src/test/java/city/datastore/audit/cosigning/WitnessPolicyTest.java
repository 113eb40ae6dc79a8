package city.datastore.audit.cosigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SigningKey;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessPolicyTest {
    @TempDir private Path folder = Path.of("");
    private final List<VerifierKey> logKeys =
            List.of(
                    key("log.example/city", SignatureType.ED25519),
                    key("log.example/city", SignatureType.ML_DSA_44_COSIGNATURE));
    private final String witness =
            "witness camden "
                    + key("witness.example/camden", SignatureType.ED25519_COSIGNATURE).text();

    private static VerifierKey key(String name, SignatureType type) {
        return SigningKey.generate(name, type, new SecureRandom()).verifierKey();
    }

    private WitnessPolicy read(String text) {
        Path file = folder.resolve("witnesses");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return WitnessPolicy.read(file, logKeys);
    }

    private static TlogPolicy served(WitnessPolicy policy) {
        return TlogPolicy.parse(policy.text().getBytes(UTF_8));
    }

    @Nested
    class Without_a_file {
        @Test
        void nobody_is_asked_and_the_log_is_named() {
            WitnessPolicy policy = WitnessPolicy.none(logKeys);

            assertThat(policy.policy().witnesses()).isEmpty();
            assertThat(served(policy).quorum()).isEqualTo("none");
            assertThat(served(policy).logs()).extracting(TlogPolicy.Log::key).isEqualTo(logKeys);
            assertThat(policy.text()).startsWith("#").contains("for you to decide");
        }
    }

    @Nested
    class A_file {
        @Test
        void that_names_no_log_is_for_this_one() {
            WitnessPolicy policy = read(witness + " https://w.example/x\nquorum camden\n");

            assertThat(served(policy).logs()).extracting(TlogPolicy.Log::key).isEqualTo(logKeys);
            assertThat(served(policy).quorum()).isEqualTo("camden");
            assertThat(WitnessPolicy.submission(policy.policy().witnesses().getFirst()))
                    .hasToString("https://w.example/x/add-checkpoint");
        }

        @Test
        void that_names_this_log_is_served_as_it_is() {
            String text =
                    "log " + logKeys.getFirst().text() + "\n" + witness + " http://w/\nquorum none";

            assertThat(read(text).text()).endsWith("\n" + text);
        }
    }

    @Nested
    class The_platform_does_not_start_with_a_file {
        private void refused(String text, String why) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(WitnessPolicyException.class)
                    .hasMessageContaining(why);
        }

        @Test
        void that_is_missing() {
            assertThatThrownBy(() -> WitnessPolicy.read(folder.resolve("no"), logKeys))
                    .isInstanceOf(WitnessPolicyException.class)
                    .hasMessageContaining("DATASTORE_WITNESSES");
        }

        @Test
        void that_is_no_policy() {
            refused("witnesses: all\n", "line 1");
            refused(witness + " http://w\n", "no quorum");
        }

        @Test
        void that_does_not_say_where_a_witness_is() {
            refused(witness + "\nquorum camden\n", "http or https address");
            refused(witness + " ftp://w\nquorum camden\n", "http or https address");
            refused(witness + " http://w/?a=b\nquorum camden\n", "http or https address");
        }

        @Test
        void that_is_for_other_logs() {
            var other = key("log.example/city", SignatureType.ED25519);

            refused("log " + other.text() + "\nquorum none\n", "this one is not among them");
        }

        @Test
        void that_names_more_witnesses_than_a_note_has_room_for() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 33; i++) {
                var key = key("w.example/" + i, SignatureType.ED25519_COSIGNATURE);
                text.append("witness w%d %s http://w\n".formatted(i, key.text()));
            }

            refused(text + "quorum none\n", "more than 32");
        }
    }
}
