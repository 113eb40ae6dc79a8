package city.datastore.platform.subjects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TidyingTest {
    private static final IdentifierKind NHS =
            new IdentifierKind("nhs_number", "NHS number", Tidying.DIGITS);
    private static final IdentifierKind UPRN = new IdentifierKind("uprn", "UPRN", Tidying.DIGITS);

    @Nested
    class Spellings_of_one_identifier {
        @Test
        void become_one() {
            assertThat(Tidying.DIGITS.tidied(" 943 476-5919 ")).contains("9434765919");
            assertThat(Tidying.LETTERS_AND_DIGITS.tidied("qq 12 34 56 c")).contains("QQ123456C");
            assertThat(Tidying.ADDRESS.tidied(" Ann.Smith@Example.ORG "))
                    .contains("ann.smith@example.org");
            assertThat(Tidying.WORDS.tidied("Ann\u00a0  SMITH 1990")).contains("ann smith 1990");
            assertThat(Tidying.DIGITS.tidied("\uff19\uff14")).contains("94");
        }

        @Test
        void that_are_empty_or_too_long_identify_nobody() {
            assertThat(Tidying.DIGITS.tidied("unknown")).isEmpty();
            assertThat(Tidying.WORDS.tidied(" ")).isEmpty();
            assertThat(Tidying.WORDS.tidied("x".repeat(501))).isEmpty();
        }
    }

    @Nested
    class A_hash {
        private final SubjectHasher hasher = hasher('k');

        private static SubjectHasher hasher(char key) {
            return new SubjectHasher(
                    new SecretKeySpec(
                            String.valueOf(key).repeat(32).getBytes(UTF_8), "HmacSHA256"));
        }

        @Test
        void is_the_same_for_every_spelling_and_another_for_each_value_kind_and_key() {
            String hash = hasher.hash(NHS, "943 476 5919").orElseThrow().toString();

            assertThat(hash).hasSize(64);
            assertThat(hasher.hash(NHS, "9434765919").orElseThrow()).hasToString(hash);
            assertThat(hasher.hash(NHS, "9434765918").orElseThrow().toString()).isNotEqualTo(hash);
            assertThat(hasher.hash(UPRN, "9434765919").orElseThrow().toString()).isNotEqualTo(hash);
            assertThat(hasher('l').hash(NHS, "9434765919").orElseThrow().toString())
                    .isNotEqualTo(hash);
        }
    }
}
