package city.datastore.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static String canonical(String json) {
        return AnyJson.parse(json).text();
    }

    @Nested
    class Canonical_form {
        /** RFC 8785 §3.2.3. */
        @Test
        void sorts_names_by_their_UTF16_code_units() {
            String input =
                    """
                    {
                      "\\u20ac": "Euro Sign",
                      "\\r": "Carriage Return",
                      "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                      "1": "One",
                      "\\ud83d\\ude00": "Emoji: Grinning Face",
                      "\\u0080": "Control",
                      "\\u00f6": "Latin Small Letter O With Diaeresis"
                    }
                    """;

            assertThat(canonical(input))
                    .isEqualTo(
                            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                                    + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\","
                                    + "\"\u20ac\":\"Euro Sign\","
                                    + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                                    + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
        }

        /** The string and the literals of RFC 8785 §3.2.2, with the bytes of §3.2.4. */
        @Test
        void escapes_no_more_than_it_must() {
            String input =
                    "{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\", \"literals\":"
                            + " [true, false]}";

            byte[] bytes = AnyJson.parse(input).bytes();

            assertThat(bytes)
                    .asHexString()
                    .isEqualToIgnoringCase(
                            "7b226c69746572616c73223a5b747275652c66616c73655d2c22737472696e67223a22"
                                    + "e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d");
        }

        @Test
        void uses_the_short_escapes_where_there_are_any() {
            assertThat(canonical("\"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0000\\u001f\\u007f\""))
                    .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\"");
        }

        @Test
        void has_no_white_space() {
            assertThat(canonical(" { \"b\" : [ 1 , 2 ] ,\n\t\"a\" : { } , \"c\" : [ ] } "))
                    .isEqualTo("{\"a\":{},\"b\":[1,2],\"c\":[]}");
        }

        @Test
        void keeps_whole_numbers_up_to_what_every_reader_keeps() {
            assertThat(canonical("[0,-1,9007199254740991,-9007199254740991]"))
                    .isEqualTo("[0,-1,9007199254740991,-9007199254740991]");
        }

        @Test
        void is_the_same_as_another_implementation_gives() throws IOException {
            Random random = new Random(8785);
            for (int i = 0; i < 2_000; i++) {
                CanonicalJson json = fields(random, 3);

                assertThat(new JsonCanonicalizer(json.text()).getEncodedString())
                        .isEqualTo(json.text());
                assertThat(AnyJson.parse(json.text())).isEqualTo(json);
            }
        }

        @Test
        void is_reached_from_any_form_as_another_implementation_reaches_it() throws IOException {
            String input =
                    "{\"z\":[1, 2,{\"y\":\"\\u00e9\\/\",\"x\":true}],\n \"\":\"\\ud83d\\ude00\"}";

            assertThat(AnyJson.parse(input).bytes())
                    .isEqualTo(new JsonCanonicalizer(input.getBytes(UTF_8)).getEncodedUTF8());
        }
    }

    @Nested
    class A_reader_of_any_form {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "null",
                    "{\"a\":null}",
                    "1.5",
                    "1e3",
                    "1E3",
                    "-0",
                    "01",
                    "+1",
                    "9007199254740992",
                    "-9007199254740992",
                    "99999999999999999999",
                    "NaN",
                    "tru",
                    "truth",
                    "{\"a\":1,\"a\":1}",
                    "{\"a\":1,\"\\u0061\":2}",
                    "{\"a\" 1}",
                    "{a:1}",
                    "{\"a\":1,}",
                    "[1,]",
                    "[1 2]",
                    "[1",
                    "{\"a\":1",
                    "\"open",
                    "\"tab\there\"",
                    "\"\\x\"",
                    "\"\\u12g4\"",
                    "\"\\ud800\"",
                    "{\"\\udc00\":1}",
                    "1 2",
                    "{} {}",
                    "'a'"
                })
        void refuses_what_an_event_cannot_hold(String text) {
            assertThatThrownBy(() -> AnyJson.parse(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refuses_nesting_without_end() {
            assertThatThrownBy(() -> AnyJson.parse("[".repeat(60_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 levels");
        }

        @Test
        void does_not_repeat_the_text_in_its_complaint() {
            assertThatThrownBy(() -> AnyJson.parse("{\"name\":\"Ada\",}"))
                    .hasMessageContaining("at character 14")
                    .hasMessageNotContaining("Ada");
        }
    }

    @Nested
    class A_reader_of_the_canonical_form {
        /** What it accepts, by definition: what the other reader and the writer give back. */
        private static boolean isCanonical(byte[] bytes) {
            try {
                String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                return Arrays.equals(AnyJson.parse(text).bytes(), bytes);
            } catch (CharacterCodingException | IllegalArgumentException _) {
                return false;
            }
        }

        private static boolean isRead(byte[] bytes) {
            try {
                CanonicalJson.parse(bytes);
                return true;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        @Test
        void gives_the_value_whose_bytes_they_are() {
            Random random = new Random(3_629);
            for (int i = 0; i < 2_000; i++) {
                CanonicalJson json = fields(random, 3);

                assertThat(CanonicalJson.parse(json.bytes())).isEqualTo(json);
            }
        }

        @Test
        void accepts_what_the_definition_accepts_however_the_bytes_are_changed() {
            Random random = new Random(6_962);
            int accepted = 0;
            for (int i = 0; i < 100_000; i++) {
                byte[] bytes = changed(fields(random, 3).bytes(), random);
                boolean canonical = isCanonical(bytes);
                accepted += canonical ? 1 : 0;

                assertThat(isRead(bytes)).as(new String(bytes, UTF_8)).isEqualTo(canonical);
            }
            assertThat(accepted).isBetween(5_000, 95_000);
        }

        private static byte[] changed(byte[] bytes, Random random) {
            String some = "\"\\{}[],:u0018bnrt/-1eE. aAfF\u0000\u001f\u007f\u00e9";
            byte[] spare = some.getBytes(UTF_8);
            int at = random.nextInt(bytes.length);
            byte other = spare[random.nextInt(spare.length)];
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
            var out = new ByteArrayOutputStream();
            out.writeBytes(head);
            switch (random.nextInt(3)) {
                case 0 -> out.write(other);
                case 1 -> tail[0] = other;
                default -> tail = Arrays.copyOfRange(tail, 1, tail.length);
            }
            out.writeBytes(tail);
            return out.toByteArray();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " 1",
                    "1 ",
                    "01",
                    "-0",
                    "-",
                    "1.0",
                    "1e3",
                    "9007199254740992",
                    "12345678901234567",
                    "{\"b\":1,\"a\":2}",
                    "{\"a\":1,\"a\":1}",
                    "{\"a\": 1}",
                    "[1, 2]",
                    "[1,]",
                    "\"\\/\"",
                    "\"\\u0041\"",
                    "\"\\u000a\"",
                    "\"\\u000F\"",
                    "\"\\u001g\"",
                    "\"\\u002",
                    "\"\\",
                    "\"open",
                    "null",
                    "tru"
                })
        void refuses_every_other_spelling(String text) {
            assertThatThrownBy(() -> CanonicalJson.parse(text.getBytes(UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void refuses_what_is_not_UTF8_and_nesting_without_end() {
            byte[] half = {'"', (byte) 0xc3, '"'};
            byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};

            assertThat(isRead(half)).isFalse();
            assertThat(isRead(surrogate)).isFalse();
            assertThat(isRead("[".repeat(60_000).getBytes(UTF_8))).isFalse();
        }
    }

    static CanonicalJson fields(Random random, int depth) {
        TreeMap<String, CanonicalJson> fields = new TreeMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(random, 6), any(random, depth - 1));
        }
        return new CanonicalJson.Fields(
                fields.entrySet().stream()
                        .map(field -> new CanonicalJson.Field(field.getKey(), field.getValue()))
                        .toList());
    }

    private static CanonicalJson any(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> new CanonicalJson.Text(text(random, 20));
            // the other implementation goes through doubles, whole up to 2^53
            case 1 -> new CanonicalJson.Whole(random.nextLong() >> (11 + random.nextInt(52)));
            case 2 -> new CanonicalJson.Truth(random.nextBoolean());
            case 3 -> fields(random, depth);
            default -> {
                List<CanonicalJson> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(any(random, depth - 1));
                }
                yield new CanonicalJson.Items(items);
            }
        };
    }

    /** Text of all kinds: control characters, quotation marks, astral characters. */
    static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/<>&'".charAt(random.nextInt(7)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0xfffff));
                case 3 -> text.append((char) (0xe000 + random.nextInt(0x1fff)));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
