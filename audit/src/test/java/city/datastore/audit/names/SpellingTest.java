package city.datastore.audit.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regular expressions are the specification. */
class SpellingTest {
    /**
     * @param made fails where the text is no such name
     */
    record Name(String rule, Consumer<String> made) {
        boolean takes(String text) {
            try {
                made.accept(text);
                return true;
            } catch (NameException _) {
                return false;
            }
        }

        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Name> names() {
        return List.of(
                new Name("[A-Za-z0-9][A-Za-z0-9:_.@-]{0,127}", PersonId::new),
                new Name("(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", AgencyCode::new),
                new Name(
                        "(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*",
                        name -> new DatasetId(new AgencyCode("brent"), name)),
                new Name("DSA-[0-9]{4}-[0-9]{4,6}", AgreementRef::new),
                new Name("(?=.{1,64}$)[A-Za-z][A-Za-z0-9]*([_.-][A-Za-z0-9]+)*", PurposeCode::new),
                new Name("(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", PermittedAction::new),
                new Name("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", RequestId::new));
    }

    /** Around their bounds: the first and last of each range and those beside it. */
    private static final String CHARACTERS =
            "/0189:;@AMYZ[\\]^_`abyz{-.,!~ \n\u0000\u007f\u0080\u00e9\u0130\u0661\uff21\ud83d\ude00";

    /** The lengths of the longest names, each with a character less or more. */
    private static final int[] LIMITS = {31, 32, 33, 39, 40, 41, 63, 64, 65, 99, 100, 127, 128};

    private final Random random = new Random(20261124);

    @ParameterizedTest
    @MethodSource("names")
    void of_few_characters_is_as_it_says(Name name) {
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder();
            for (int left = random.nextInt(5); left >= 0; left--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            check(name, text.toString());
        }
    }

    /** What is nearly one: at most one character is another one, at most one is missing or more. */
    @ParameterizedTest
    @MethodSource("names")
    void of_what_is_nearly_a_name_is_as_it_says(Name name) {
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(i % 3 == 0 ? "DSA-2026-000123" : "ab-c4-x-9");
            int length = i % 5 == 0 ? LIMITS[random.nextInt(LIMITS.length)] : 0;
            while (text.length() < length) {
                text.append('a');
            }
            int place = random.nextInt(text.length());
            char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(place, other);
                case 1 -> text.insert(place, other);
                case 2 -> text.setLength(place);
                default -> text.deleteCharAt(place);
            }
            taken += check(name, text.toString());
        }
        assertThat(taken).isBetween(1_000, 99_000);
    }

    private static int check(Name name, String text) {
        assertThat(name.takes(text)).as(text).isEqualTo(text.matches(name.rule));
        return name.takes(text) ? 1 : 0;
    }
}
