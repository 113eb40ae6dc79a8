package city.datastore.audit.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonIdTest {
    private static final String UUID_TEXT = "0190f3c2-7a4e-7b1d-9c3e-5f2a8d6b4c10";

    @Nested
    class The_numbers_of_a_person {
        @ParameterizedTest
        @ValueSource(strings = {"a", "reader-49999", "fifteen-letters", UUID_TEXT})
        void are_its_own_where_it_is_short_or_a_uuid(String text) {
            assertThat(new PersonId(text).numbered()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "sixteen-letters-",
                    "0190F3C2-7A4E-7B1D-9C3E-5F2A8D6B4C10",
                    "0190f3c2-7a4e-7b1d-9c3e-5f2a8d6b4c1g",
                    "0190f3c2-7a4e-7b1d-9c3e-5f2a8d6b4c1:",
                    "0190f3c2-7a4e-7b1d-9c3e.5f2a8d6b4c10",
                    "0190f3c2-7a4e-7b1d-9c3e55f2a8d6b4c10",
                    "0190f3c2-7a4e-7b1d-7c3e-5f2a8d6b4c10",
                    "00000000-0000-0000-0000-000000000000",
                    "not.a.uuid.but.as.long.as.one.is.123"
                })
        void are_0_where_they_cannot_be_its_own(String text) {
            var person = new PersonId(text);

            assertThat(person.numbered()).isFalse();
            assertThat(person.high()).isZero();
            assertThat(person.low()).isZero();
        }

        @Test
        void are_the_bytes_of_a_uuid() {
            var person = new PersonId(UUID_TEXT);

            assertThat(new UUID(person.high(), person.low())).hasToString(UUID_TEXT);
        }

        /** Whatever an id may be written with, in whichever place: one of another case too. */
        @Test
        void are_those_of_a_uuid_only_where_every_digit_is_one() {
            var own = new PersonId(UUID_TEXT);
            for (int i = 0; i < UUID_TEXT.length(); i++) {
                for (char other = '!'; other <= '~'; other++) {
                    boolean written =
                            Character.isLetterOrDigit(other)
                                    || (i > 0 && ":_.@-".indexOf(other) >= 0);
                    if (written && other != UUID_TEXT.charAt(i)) {
                        var text = UUID_TEXT.substring(0, i) + other + UUID_TEXT.substring(i + 1);
                        var person = new PersonId(text);

                        assertThat(person).as(text).isNotEqualTo(own);
                        assertThat(person.numbered()).as(text).isEqualTo(isUuidAsWritten(text));
                    }
                }
            }
        }

        private static boolean isUuidAsWritten(String text) {
            return text.matches(
                    "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89a-f][0-9a-f]{3}-[0-9a-f]{12}");
        }

        @Test
        void are_of_nobody_else() {
            var random = new Random(20261124);
            var seen = new HashMap<UUID, String>();
            for (int i = 0; i < 200_000; i++) {
                var text = any(random);
                var person = new PersonId(text);
                if (person.numbered()) {
                    var numbers = new UUID(person.high(), person.low());
                    assertThat(seen.getOrDefault(numbers, text)).isEqualTo(text);
                    seen.put(numbers, text);
                }
            }
            assertThat(seen).hasSizeGreaterThan(50_000);
        }

        /** Few letters, so that many texts begin or end alike; one in four a UUID. */
        private static String any(Random random) {
            if (random.nextInt(4) == 0) {
                return new UUID(random.nextLong(), random.nextLong()).toString();
            }
            var text = new StringBuilder();
            int length = 1 + random.nextInt(17);
            for (int i = 0; i < length; i++) {
                text.append("a0Z".charAt(random.nextInt(3)));
            }
            return text.toString();
        }
    }

    @Test
    void is_the_same_as_another_of_the_same_text_and_no_other() {
        for (var text : List.of("ann", UUID_TEXT, "somebody@croydon.example")) {
            assertThat(new PersonId(text))
                    .isEqualTo(new PersonId(text))
                    .hasSameHashCodeAs(new PersonId(text))
                    .isNotEqualTo(new PersonId(text.substring(0, text.length() - 1)))
                    .isNotEqualTo(new PersonId(text.toUpperCase(Locale.ROOT)))
                    .isNotEqualTo(text);
        }
        assertThat(new PersonId("somebody@croydon.example"))
                .isNotEqualTo(new PersonId("somebody@croydom.example"));
    }
}
