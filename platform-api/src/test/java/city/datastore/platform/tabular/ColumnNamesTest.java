package city.datastore.platform.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Nested
    class A_header {
        @Test
        void gives_its_cells_without_stray_white_space() {
            assertThat(
                            ColumnNames.of(
                                    List.of(
                                            " Net Amount ",
                                            "Comment from\nDatabase:\r\n Publish",
                                            "\u00a0Vat")))
                    .containsExactly("Net Amount", "Comment from Database: Publish", "Vat");
        }

        @Test
        void names_a_blank_cell_by_its_position() {
            assertThat(ColumnNames.of(List.of("Amount", "", "  ")))
                    .containsExactly("Amount", "Column 2", "Column 3");
        }

        @Test
        void numbers_the_second_and_later_columns_of_a_name() {
            assertThat(ColumnNames.of(List.of("Parent", "Code", "Parent", " Parent")))
                    .containsExactly("Parent", "Code", "Parent (2)", "Parent (3)");
        }

        @Test
        void never_gives_a_made_up_name_that_another_cell_has() {
            assertThat(ColumnNames.of(List.of("A", "A", "A (2)", "", "Column 4", "A")))
                    .containsExactly("A", "A (3)", "A (2)", "Column 4 (2)", "Column 4", "A (4)")
                    .doesNotHaveDuplicates();
        }

        @Test
        void of_as_many_equal_cells_as_a_row_may_have_is_named_within_a_second() {
            var names =
                    assertTimeout(
                            Duration.ofSeconds(1),
                            () -> ColumnNames.of(Collections.nCopies(CsvLimits.MAX_COLUMNS, "a")));

            assertThat(names).hasSize(CsvLimits.MAX_COLUMNS).doesNotHaveDuplicates();
            assertThat(names.getLast()).isEqualTo("a (" + CsvLimits.MAX_COLUMNS + ")");
        }

        @Test
        void tells_capital_and_small_letters_apart() {
            assertThat(ColumnNames.of(List.of("amount", "Amount")))
                    .containsExactly("amount", "Amount");
        }
    }
}
