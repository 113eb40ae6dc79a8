package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.teams.Teams;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a page does that is sent after something has changed, or sent again. */
class StalePagesIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final AccessRequests requests = platform.bean(AccessRequests.class);
    private final Caller lead = sharing.brent(Role.IG_LEAD);

    private Browser at(String person) {
        var browser = new Browser();
        var keycloak = browser.get(platform.uri("/sign-in"));
        browser.submit(keycloak, Map.of("username", person, "password", "datastore"));
        return browser;
    }

    /** The fields of a form as a page shows it, and some filled in. */
    private static List<Map.Entry<String, String>> filled(
            String page, String action, Map<String, String> typed) {
        var form = Jsoup.parse(page).expectForm("form[action$=" + action + "]");
        var shown =
                form.formData().stream()
                        .filter(each -> !typed.containsKey(each.key()))
                        .map(each -> Map.entry(each.key(), each.value()));
        return Stream.concat(shown, typed.entrySet().stream()).toList();
    }

    private Grant granted(String name, String... team) {
        var dataset = sharing.dataset(name);
        var id = sharing.request(dataset, sharing.agreement(dataset)).asked().id();
        platform.bean(Teams.class).name(sharing.gla(Role.OFFICER), id, List.of(team));
        return requests.grant(lead, id, null, null, "For the review.").value();
    }

    @Nested
    class Revoking_the_grant_of_one_of_a_team {
        private final Caller member =
                new Caller(
                        new PersonId("stale.member"),
                        "stale.member",
                        sharing.gla(Role.OFFICER).agency(),
                        Set.of(Role.OFFICER),
                        false,
                        new RequestId("stale-pages"));

        @Test
        void ends_nobody_elses_access_when_it_is_sent_again() {
            var first = granted("stale-team", member.username());
            var joined = platform.bean(Teams.class).accept(member, first.request()).value();
            var browser = at("brent.ig");
            var page = browser.get(platform.uri("/access-requests/" + first.request())).body();
            var uri = platform.uri("/access-requests/" + first.request() + "/revocation");
            var sent =
                    filled(
                            page,
                            "/revocation",
                            Map.of(
                                    "whose",
                                    joined.held().id().toString(),
                                    "revocation",
                                    "They have moved."));

            assertThat(browser.post(uri, sent).body()).contains("Access has ended.");
            var again = browser.post(uri, sent);

            assertThat(again.statusCode()).isEqualTo(422);
            assertThat(again.body())
                    .contains("whom you chose no longer has access")
                    .doesNotContain("They have moved.");
            assertThat(requests.standing(first.request()))
                    .extracting(one -> one.held().id())
                    .containsExactly(first.held().id());
        }

        @Test
        void is_done_where_there_is_only_one() {
            var only = granted("stale-only");
            var browser = at("brent.ig");
            var page = browser.get(platform.uri("/access-requests/" + only.request())).body();
            var uri = platform.uri("/access-requests/" + only.request() + "/revocation");

            browser.post(uri, filled(page, "/revocation", Map.of("revocation", "It is over.")));

            assertThat(requests.standing(only.request())).isEmpty();
        }
    }
}
