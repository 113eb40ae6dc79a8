package city.datastore.audit.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgreementRefTest {
    @Nested
    class The_number_of_a_reference {
        @Test
        void is_above_zero() {
            assertThat(new AgreementRef("DSA-0000-0000").number()).isPositive();
            assertThat(new AgreementRef("DSA-9999-999999").number()).isPositive();
        }

        @Test
        void is_the_same_for_the_same_reference() {
            assertThat(new AgreementRef("DSA-2026-0001").number())
                    .isEqualTo(new AgreementRef("DSA-2026-0001").number());
        }

        @Test
        void tells_leading_zeros_apart() {
            assertThat(
                            List.of("DSA-2026-0001", "DSA-2026-00001", "DSA-2026-000001").stream()
                                    .map(text -> new AgreementRef(text).number())
                                    .distinct())
                    .hasSize(3);
        }

        @Test
        void is_of_no_other_reference() {
            var random = new Random(20261123);
            var seen = new HashMap<Long, String>();
            for (int i = 0; i < 200_000; i++) {
                int digits = 4 + random.nextInt(3);
                var text = new StringBuilder("DSA-");
                for (int digit = 0; digit < 4 + digits; digit++) {
                    text.append(digit == 4 ? "-" : "").append(random.nextInt(3) * 4);
                }
                var one = new AgreementRef(text.toString());

                // the texts: references themselves are compared by their numbers
                assertThat(seen.getOrDefault(one.number(), one.value())).isEqualTo(one.value());
                seen.put(one.number(), one.value());
            }
            assertThat(seen).hasSizeGreaterThan(50_000);
        }
    }

    @Test
    void is_the_same_as_another_of_the_same_text_and_no_other() {
        var one = new AgreementRef("DSA-2026-0001");

        assertThat(one)
                .isEqualTo(new AgreementRef("DSA-2026-0001"))
                .hasSameHashCodeAs(new AgreementRef("DSA-2026-0001"))
                .isNotEqualTo(new AgreementRef("DSA-2026-0002"))
                .isNotEqualTo(new AgreementRef("DSA-2025-0001"))
                .isNotEqualTo(new AgreementRef("DSA-2026-00001"))
                .isNotEqualTo("DSA-2026-0001");
    }
}
