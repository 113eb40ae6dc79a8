package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every page, in every state, in a real browser: no axe violation, and nothing to scroll sideways.
 */
class EveryPageJourney {
    private static final Map<String, String> PAGES = Gallery.all();
    private static Chromium chromium;
    private static ShownPages shown;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
        shown = ShownPages.of(PAGES);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
            shown.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> breaks_no_rule_of_axe_and_reflows_at_320_pixels() {
        Page wide = chromium.window();
        Page narrow = chromium.narrowWindow();
        List<String> complaints = new ArrayList<>();
        wide.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return PAGES.keySet().stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () -> {
                                    complaints.clear();
                                    wide.navigate(shown.address(name));
                                    Chromium.assertAccessible(wide);
                                    assertThat(complaints).isEmpty();
                                    narrow.navigate(shown.address(name));
                                    assertThat(Chromium.scrollsSideways(narrow)).isFalse();
                                }));
    }

    @Test
    void axe_finds_a_control_without_a_label() {
        Page page = chromium.window();
        page.setContent("<html lang=en><title>x</title><main><h1>x</h1><input name=q></main>");
        assertThat(Chromium.violations(page)).anyMatch(found -> found.startsWith("label:"));
    }

    @Test
    void a_page_that_is_too_wide_is_noticed() {
        Page page = chromium.narrowWindow();
        page.setContent("<div style='width:500px'>wide</div>");
        assertThat(Chromium.scrollsSideways(page)).isTrue();
    }
}
