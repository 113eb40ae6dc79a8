package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AgencyCode;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.time.Clock;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
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

    @Nested
    class Access_that_its_holder_has {
        private final Sharing sharing = new Sharing(platform);
        private final Caller officer = sharing.gla(Role.OFFICER);

        private Grant granted(String name) {
            var dataset = sharing.dataset(name);
            var asked = sharing.request(dataset, sharing.agreement(dataset)).asked().id();
            return platform.bean(AccessRequests.class)
                    .grant(sharing.brent(Role.IG_LEAD), asked, null, null, "For the review.")
                    .value();
        }

        private @Nullable String standing(Caller caller, Grant grant) {
            var standings =
                    new Standings(
                            platform.bean(AccessRequests.class),
                            platform.bean(Agreements.class),
                            Clock.systemUTC());
            var standing = standings.of(caller, grant);
            return standing == null ? null : standing.word();
        }

        @Test
        void is_without_effect_while_they_act_for_another_agency() {
            var grant = granted("home-moved");
            var moved =
                    new Caller(
                            officer.person(),
                            officer.username(),
                            new AgencyCode("brent"),
                            officer.roles(),
                            false,
                            officer.request());

            assertThat(standing(officer, grant)).isEqualTo("grant.state.active");
            assertThat(standing(moved, grant)).isEqualTo("grant.state.not-given");
        }
    }
}
