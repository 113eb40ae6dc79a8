package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where somebody begins, on the real platform. */
class HomePageIT {
    private final RunningPlatform platform = RunningPlatform.shared();

    private Document home(String person) {
        var browser = Browser.signedIn(platform, person);
        return Jsoup.parse(browser.get(platform.uri("/")).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"brent.officer", "brent.ig", "brent.siro", "city.auditor"})
    void leads_to_emergencies_whoever_may_list_them(String person) {
        assertThat(home(person).select("main a").eachAttr("href")).contains("/emergencies");
    }

    @Test
    void tells_nobody_who_has_a_role_that_they_have_none() {
        assertThat(home("city.admin").text())
                .contains("Nothing is given to your role to do here.")
                .doesNotContain("Your sign-in gives you no role");
    }
}
