package city.datastore.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HashTest {
    private static final String BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @Test
    void a_hash_comes_back_from_its_bytes_and_its_base64() {
        Hash hash = Hash.parseBase64(BASE64);

        assertThat(hash).isEqualTo(TreeHasher.EMPTY_ROOT).hasSameHashCodeAs(TreeHasher.EMPTY_ROOT);
        assertThat(hash.base64()).isEqualTo(BASE64);
        assertThat(hash.hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Hash.of(hash.bytes())).isEqualTo(hash);
    }

    @Test
    void a_hash_does_not_change_with_the_arrays_it_came_from_or_gave() {
        byte[] bytes = TreeHasher.EMPTY_ROOT.bytes();
        Hash hash = Hash.of(bytes);

        bytes[0]++;
        hash.bytes()[0]++;

        assertThat(hash).isEqualTo(TreeHasher.EMPTY_ROOT).isNotEqualTo(Hash.of(bytes));
    }

    @Test
    void a_hash_has_32_bytes_and_no_other_number() {
        for (int length : new int[] {0, 12, 31, 33, 64}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[length]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[32], 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[32], -1));
    }

    @Test
    void base64_is_read_in_one_form_only() {
        for (String other :
                new String[] {
                    "",
                    BASE64.substring(0, 43),
                    BASE64.replace("=", "A"),
                    BASE64.replace("U=", "V="),
                    BASE64.replace('+', '-'),
                    BASE64 + "\n",
                    " " + BASE64.substring(1)
                }) {
            assertThatIllegalArgumentException()
                    .as(other)
                    .isThrownBy(() -> Hash.parseBase64(other));
        }
    }
}
