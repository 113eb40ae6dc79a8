package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    /**
     * The example of RFC 9530 appendix A: SHA-256 of {@code {"hello": "world"}} and a line feed.
     */
    private static final String FIELD = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

    private static final String HEX =
            "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";

    @Nested
    class A_field_as_the_standard_writes_it {
        @Test
        void gives_the_digest() {
            assertThat(Digest.sha256(FIELD)).isEqualTo(HEX);
        }

        @Test
        void may_name_other_digests_beside_it() {
            assertThat(Digest.sha256("md5=:AAAAAAAAAAAAAAAAAAAAAA==:, " + FIELD)).isEqualTo(HEX);
        }

        @Test
        void is_written_the_same_way() {
            assertThat(Digest.field(HEX)).isEqualTo(FIELD);
        }

        @Test
        void may_be_left_out() {
            assertThat(Digest.sha256(null)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha-256",
                "sha-256=",
                "sha-256=::",
                "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=",
                "SHA-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDh=:",
                "sha-256=:AAAA:",
                "sha-512=:AAAA:",
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,",
                "sha-256=:44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38:",
            })
    void anything_else_is_refused(String field) {
        assertThatThrownBy(() -> Digest.sha256(field))
                .isInstanceOf(CallException.BadParameter.class)
                .hasMessageContaining("sha-256=:…:");
    }
}
