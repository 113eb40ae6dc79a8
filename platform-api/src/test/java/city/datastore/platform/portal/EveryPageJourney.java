package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

    /** As many browsers as there are cores where the tests run. */
    private static final int BROWSERS = 2;

    private static Chromium chromium;
    private static Map<String, Look> looks;

    /** What a browser found on a page. */
    private record Look(List<String> violations, List<String> complaints, boolean sideways) {}

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
        try (var shown = ShownPages.of(PAGES);
                var threads = Executors.newFixedThreadPool(BROWSERS)) {
            var names = new ConcurrentLinkedQueue<>(PAGES.keySet());
            looks = new ConcurrentHashMap<>();
            var work =
                    IntStream.range(0, BROWSERS)
                            .mapToObj(_ ->
                                    CompletableFuture.runAsync(() -> look(shown, names), threads))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(work).join();
        }
    }

    /** A browser belongs to one thread. */
    private static void look(ShownPages shown, Queue<String> names) {
        try (var own = Chromium.start()) {
            Page page = own.window();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            for (String name = names.poll(); name != null; name = names.poll()) {
                complaints.clear();
                page.navigate(shown.address(name));
                var violations = Chromium.violations(page);
                Chromium.narrow(page, true);
                looks.put(
                        name,
                        new Look(
                                violations,
                                List.copyOf(complaints),
                                Chromium.scrollsSideways(page)));
                Chromium.narrow(page, false);
            }
        }
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> breaks_no_rule_of_axe_and_reflows_at_320_pixels() {
        return PAGES.keySet().stream()
                .map(name ->
                        DynamicTest.dynamicTest(
                                name,
                                () ->
                                        assertThat(looks.get(name))
                                                .isEqualTo(new Look(List.of(), List.of(), false))));
    }

    @Test
    void axe_finds_a_control_without_a_label() {
        Page page = chromium.window();
        page.setContent("<html lang=en><title>x</title><main><h1>x</h1><input name=q></main>");
        assertThat(Chromium.violations(page)).anyMatch(found -> found.startsWith("label:"));
    }

    @Test
    void keeps_the_name_of_a_dataset_in_a_table_on_one_line_where_there_is_room() {
        try (var shown = ShownPages.of(PAGES)) {
            Page page = chromium.window();
            page.navigate(shown.address("emergencies"));
            var lines =
                    page.locator("table a.app-break")
                            .first()
                            .evaluate("link => link.getClientRects().length");
            assertThat(lines).isEqualTo(1);
        }
    }

    @Test
    void a_page_that_is_too_wide_is_noticed() {
        Page page = chromium.window();
        Chromium.narrow(page, true);
        page.setContent("<div style='width:500px'>wide</div>");
        assertThat(Chromium.scrollsSideways(page)).isTrue();
    }
}
