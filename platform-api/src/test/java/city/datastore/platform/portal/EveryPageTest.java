package city.datastore.platform.portal;

import static city.datastore.platform.portal.PageCheck.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EveryPageTest {
    private static final Map<String, String> PAGES = Gallery.all();

    @TestFactory
    Stream<DynamicTest> is_well_made() {
        return PAGES.entrySet().stream()
                .map(page ->
                        DynamicTest.dynamicTest(
                                page.getKey(), () -> aPage(page.getValue()).isWellMade()));
    }

    @Nested
    class The_check_of_a_well_made_page {
        private static final String GOOD = Gallery.page(PAGES, "ask-error");

        @Test
        void finds_a_control_without_a_label() {
            assertThat(without("for=\"justification\""))
                    .contains("there is no label for justification");
        }

        @Test
        void finds_an_error_that_nothing_is_described_by() {
            assertThat(without("justification-error justification-info"))
                    .contains("nothing is described by justification-error");
        }

        @Test
        void finds_a_title_that_hides_the_error() {
            assertThat(without("Error: Request access"))
                    .contains("title and error summary do not agree on whether there is an error");
        }

        @Test
        void finds_a_link_to_a_control_that_is_not_there() {
            assertThat(without("id=\"way\"")).contains("a link goes to #way, which is not there");
        }

        @Test
        void finds_an_id_that_is_there_twice() {
            assertThat(aPage(GOOD.replace("id=\"until-month\"", "id=\"until\"")).faults())
                    .contains("the id until is there twice");
        }

        @Test
        void finds_wording_that_is_missing() {
            assertThat(aPage(GOOD.replace("Send request", "??ask.submit_en_GB??")).faults())
                    .contains("a wording is missing");
        }

        @Test
        void finds_inline_style() {
            assertThat(aPage(GOOD.replace("<main", "<main style=\"color:red\"")).faults())
                    .contains("there is inline style or script");
        }

        @Test
        void finds_a_button_with_a_look_that_there_is_not() {
            assertThat(aPage(GOOD.replace("button--secondary", "button--condition")).faults())
                    .anyMatch(fault -> fault.startsWith("a button has a look that there is not"));
        }

        @Test
        void finds_a_table_without_a_caption() {
            String page =
                    Gallery.page(PAGES, "audit").replaceAll("<caption[^>]*>[^<]*</caption>", "");
            assertThat(aPage(page).faults()).contains("a table has no caption");
        }

        private static java.util.List<String> without(String part) {
            assertThat(GOOD).contains(part);
            return aPage(GOOD.replace(part, "")).faults();
        }
    }
}
