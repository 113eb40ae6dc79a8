package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Searches of the audit trail that somebody keeps, on the real platform. */
class SearchesPageIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Browser browser = Browser.signedIn(platform, "city.auditor");

    private int save(String name, String filters) {
        var page = browser.get(platform.uri("/audit/searches?action=dataset.read")).body();
        var form = Jsoup.parse(page).select("form[action=/audit/searches]");
        var sent = new HashMap<>(Map.of("name", name, "filters", filters, "span", "7"));
        form.select("input[type=hidden]")
                .forEach(input -> sent.putIfAbsent(input.attr("name"), input.attr("value")));
        return browser.post(platform.uri("/audit/searches"), sent).statusCode();
    }

    private String kept() {
        return browser.get(platform.uri("/audit/searches")).body();
    }

    @Test
    void are_kept_by_the_filters_that_were_set() {
        assertThat(save("Every reading", "action=dataset.read")).isEqualTo(200);
        assertThat(kept()).contains("Every reading");
    }

    @Test
    void are_refused_where_no_page_writes_filters_so() {
        assertThat(save("Every doubt", "action=%zz")).isEqualTo(400);
        assertThat(kept()).doesNotContain("Every doubt");
    }
}
