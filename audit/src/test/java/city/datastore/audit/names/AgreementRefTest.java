package city.datastore.audit.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgreementRefTest {
    @Nested
    class Volume_and_page {
        @Test
        void are_within_their_bounds() {
            assertThat(new AgreementRef("DSA-0000-0000").volume()).isZero();
            assertThat(new AgreementRef("DSA-0000-0000").page()).isZero();
            assertThat(new AgreementRef("DSA-9999-999999").volume())
                    .isEqualTo(AgreementRef.VOLUMES - 1);
            assertThat(new AgreementRef("DSA-9999-999999").page()).isEqualTo(999_999);
        }

        @Test
        void count_up_with_the_agreements_of_a_year() {
            assertThat(new AgreementRef("DSA-2026-0002").volume())
                    .isEqualTo(new AgreementRef("DSA-2026-0001").volume());
            assertThat(new AgreementRef("DSA-2026-0002").page())
                    .isEqualTo(new AgreementRef("DSA-2026-0001").page() + 1);
        }

        @Test
        void tell_leading_zeros_apart() {
            assertThat(
                            List.of("DSA-2026-0001", "DSA-2026-00001", "DSA-2026-000001").stream()
                                    .map(AgreementRefTest::place)
                                    .distinct())
                    .hasSize(3);
        }

        @Test
        void are_enough_to_write_the_reference() {
            for (var text :
                    List.of(
                            "DSA-0000-0000",
                            "DSA-2026-0012",
                            "DSA-2026-00012",
                            "DSA-9999-999999")) {
                var ref = new AgreementRef(text);

                var same = AgreementRef.of(ref.volume(), ref.page());

                assertThat(same.value()).isEqualTo(text);
                assertThat(same).isEqualTo(ref).hasToString(text).hasSameHashCodeAs(ref);
            }
        }

        @Test
        void of_no_reference_are_refused() {
            int shortest = new AgreementRef("DSA-2026-0001").volume();
            for (int[] none :
                    new int[][] {
                        {-1, 0}, {AgreementRef.VOLUMES, 0}, {shortest, -1}, {shortest, 10_000}
                    }) {
                assertThatThrownBy(() -> AgreementRef.of(none[0], none[1]))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void are_of_no_other_reference() {
            var random = new Random(20261123);
            var seen = new HashMap<Long, String>();
            for (int i = 0; i < 200_000; i++) {
                int digits = 4 + random.nextInt(3);
                var text = new StringBuilder("DSA-");
                for (int digit = 0; digit < 4 + digits; digit++) {
                    text.append(digit == 4 ? "-" : "").append(random.nextInt(3) * 4);
                }
                var one = text.toString();

                // the texts: references themselves are compared by volume and page
                assertThat(seen.getOrDefault(place(one), one)).isEqualTo(one);
                seen.put(place(one), one);
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

    private static long place(String text) {
        var agreement = new AgreementRef(text);
        return agreement.volume() * 1_000_000L + agreement.page();
    }
}
