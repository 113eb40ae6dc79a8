package city.datastore.platform.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnName;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final String PIECES = "ab .,-\t\u00a0\u00e9e\u0301\u2003~\u007f";

    @Nested
    class The_normal_form {
        @Test
        void is_tidied_and_composed_whether_or_not_there_is_anything_to_do() {
            var random = new Random(20261123);
            for (int i = 0; i < 100_000; i++) {
                var text = new StringBuilder();
                for (int length = random.nextInt(8); length > 0; length--) {
                    text.append(PIECES.charAt(random.nextInt(PIECES.length())));
                }
                String given = text.toString();

                assertThat(Values.normal(given))
                        .isEqualTo(
                                Normalizer.normalize(ColumnName.tidy(given), Normalizer.Form.NFC));
            }
        }
    }

    @Nested
    class The_text_of_a_cell {
        @Test
        void is_utf_8_where_its_bytes_are_and_else_windows_1252() {
            assertThat(read("Zo\u00e9 \u20ac5".getBytes(UTF_8))).isEqualTo("Zo\u00e9 \u20ac5");
            assertThat(read("Zo\u00e9 \u20ac5".getBytes(Charset.forName("windows-1252"))))
                    .isEqualTo("Zo\u00e9 \u20ac5");
            assertThat(read("plain".getBytes(UTF_8))).isEqualTo("plain");
            assertThat(read(new byte[0])).isEmpty();
        }

        /** From the middle of a buffer of which each character is a byte. */
        private static String read(byte[] bytes) {
            char[] buffer = ("\u00ff" + new String(bytes, ISO_8859_1) + "\u00ff").toCharArray();
            return Values.text(buffer, 1, bytes.length);
        }
    }

    @Nested
    class A_number {
        @Test
        void is_the_same_with_and_without_what_councils_put_around_it() {
            var random = new Random(20261123);
            for (int i = 0; i < 100_000; i++) {
                String plain = Long.toString(random.nextLong(1L << random.nextInt(1, 60)));
                int fraction = random.nextInt(4);
                String whole = fraction == 0 ? plain : plain + "." + "0123".substring(0, fraction);

                assertThat(AsWritten.number(whole)).isEqualTo(AsWritten.number("+" + whole));
                assertThat(AsWritten.number("-" + whole))
                        .isEqualTo(AsWritten.number("(" + whole + ")"))
                        .isEqualTo(new BigDecimal("-" + whole));
            }
        }

        @Test
        void is_none_where_it_is_not_written_out() {
            for (var text :
                    new String[] {
                        "",
                        "-",
                        ".",
                        "-.",
                        ".5",
                        "5.",
                        "1.2.3",
                        "--5",
                        "5-",
                        "1e5",
                        "0x10",
                        " 5",
                        "1.0000000000000",
                        "\u0665"
                    }) {
                assertThat(AsWritten.number(text)).as(text).isNull();
            }
        }
    }
}
