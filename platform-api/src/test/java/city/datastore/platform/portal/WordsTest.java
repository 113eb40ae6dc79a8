package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    private final Words words = new RenderedPages().words();

    @Test
    void put_an_and_before_the_last_of_several_things_alone() {
        assertThat(words.listed(List.of())).isEmpty();
        assertThat(words.listed(List.of("read"))).isEqualTo("read");
        assertThat(words.listed(List.of("link", "read"))).isEqualTo("link and read");
        assertThat(words.listed(List.of("analyse", "link", "read")))
                .isEqualTo("analyse, link and read");
    }
}
