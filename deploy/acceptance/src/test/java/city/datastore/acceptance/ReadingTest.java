package city.datastore.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final List<List<String>> RELEASED =
            List.of(
                    List.of("Payments over £250"),
                    List.of("Date", "Parent", "Parent"),
                    List.of("3 April", "a", "b"));

    @Test
    void knows_the_header_where_one_heading_stands_twice() {
        assertThat(Reading.header(RELEASED, List.of("Date", "Parent", "Parent (2)"))).isOne();
    }

    @Test
    void takes_no_other_columns_for_those_agreed() {
        assertThat(Reading.header(RELEASED, List.of("Date", "Parent"))).isNegative();
        assertThat(Reading.header(RELEASED, List.of("Date", "Parent", "Parents"))).isNegative();
        assertThat(Reading.header(RELEASED, List.of("Date", "Parent", "Supplier"))).isNegative();
    }
}
