package city.datastore.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OneTimeCodeTest {
    /** RFC 6238 Appendix B, SHA-1; the seed is "12345678901234567890" in Base32. */
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Test
    void shows_the_codes_of_the_standard() {
        assertThat(OneTimeCode.at(Instant.ofEpochSecond(59), SEED)).isEqualTo("287082");
        assertThat(OneTimeCode.at(Instant.ofEpochSecond(1111111109), SEED)).isEqualTo("081804");
        assertThat(OneTimeCode.at(Instant.ofEpochSecond(20000000000L), SEED)).isEqualTo("353130");
    }

    @Test
    void shows_another_code_after_half_a_minute() {
        assertThat(OneTimeCode.at(Instant.ofEpochSecond(59), SEED))
                .isNotEqualTo(OneTimeCode.at(Instant.ofEpochSecond(60), SEED));
    }
}
