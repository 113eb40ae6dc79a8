package city.datastore.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 9110 §14.1.2, on a file of 10 000 bytes. */
class ByteRangeTest {
    private static final long SIZE = 10_000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-499, 0, 500",
        "bytes=500-999, 500, 1000",
        "bytes=-500, 9500, 10000",
        "bytes=9500-, 9500, 10000",
        "bytes=0-0, 0, 1",
        "bytes=9999-20000, 9999, 10000",
        "bytes=-20000, 0, 10000",
    })
    void is_read_as_the_standard_says(String field, long from, long until) {
        assertThat(ByteRange.of(field, SIZE)).contains(new ByteRange(from, until));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=-",
                "bytes=5-4",
                "lines=1-2",
                "bytes=x-1",
                "bytes=99999999999999999999-",
                ""
            })
    void is_left_aside_when_it_is_nonsense_or_several(String field) {
        assertThat(ByteRange.of(field, SIZE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000-", "bytes=20000-30000", "bytes=-0"})
    void is_refused_when_the_file_has_nothing_there(String field) {
        assertThatThrownBy(() -> ByteRange.of(field, SIZE))
                .isInstanceOf(CallException.RangeOutside.class);
    }

    @Test
    void says_where_it_lies_in_the_file() {
        assertThat(new ByteRange(500, 1000).field(SIZE)).isEqualTo("bytes 500-999/10000");
    }
}
