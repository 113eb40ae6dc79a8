package city.datastore.platform.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
    @Test
    void agrees_with_the_jdk_on_every_sequence_of_up_to_three_bytes() {
        for (int i = 0; i < 256 * 256; i++) {
            same(new byte[] {(byte) (i >> 8), (byte) i});
        }
        for (int i = 0xE000_00; i <= 0xF5FF_FF; i += 7) {
            same(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void agrees_with_the_jdk_on_text_with_some_bytes_changed_however_it_is_cut() {
        Random random = new Random(1);
        byte[] text =
                "plain ascii, \u00a3 \u20ac \u6771\u4eac \ud83d\ude92 "
                        .repeat(3)
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = text.clone();
            if (i % 2 == 0) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(changed.length);
            Utf8Check check = new Utf8Check();
            check.update(changed, 0, cut);
            check.update(changed, cut, changed.length - cut);
            assertThat(check.atEnd()).isEqualTo(jdk(changed));
        }
    }

    private static void same(byte[] bytes) {
        Utf8Check check = new Utf8Check();
        check.update(bytes, 0, bytes.length);
        if (check.atEnd() != jdk(bytes)) {
            assertThat(bytes).as("judged wrongly").isEmpty();
        }
    }

    private static boolean jdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
