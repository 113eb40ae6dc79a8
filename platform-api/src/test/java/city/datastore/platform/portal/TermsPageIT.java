package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.teams.Teams;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What somebody does with the terms of a request in which a colleague named them. */
class TermsPageIT {
    private static final String MEMBER = "gla.officer";

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final Browser browser = Browser.signedIn(platform, MEMBER);

    @Test
    void they_are_accepted_and_what_they_give_is_asked_for_again_before_it_ends() {
        String terms = "/access-requests/" + offered("terms-renewed") + "/terms";
        assertThat(Jsoup.parse(browser.get(platform.uri(terms)).body()).select("main").text())
                .contains("and only for this: Find suppliers that several agencies pay")
                .doesNotContain("procurement-review");
        send(terms, "/terms", Map.of("accept", "yes"));
        var draft = send(terms, "/renewal", Map.of());

        assertThat(draft.statusCode()).isEqualTo(200);
        assertThat(draft.body())
                .contains("This is a draft of a renewal.")
                .contains("To compare what agencies pay.");
        assertThat(browser.at.getPath()).startsWith("/access-requests/drafts/");
    }

    @Test
    void they_lead_to_the_renewal_that_waits_for_its_answer_however_often_it_is_asked_for() {
        String terms = accepted("terms-renewed-once");
        String stale = browser.get(platform.uri(terms)).body();
        send(terms, "/renewal", Map.of());
        assertThat(send(browser.at.getPath(), browser.at.getPath(), Map.of()).body())
                .contains("Request sent");
        var request = browser.at.getPath();

        var shown = Jsoup.parse(browser.get(platform.uri(terms)).body());
        assertThat(shown.select("form[action$=/renewal]")).isEmpty();
        assertThat(shown.select("main a[href=" + request + "]").text())
                .isEqualTo("See that request");
        assertThat(post(stale, "/renewal", Map.of()).body())
                .contains("You have already asked to renew it. This is that request.");
        assertThat(browser.at.getPath()).isEqualTo(request);
    }

    @Test
    void they_lead_to_the_renewal_that_was_returned_or_granted_too() {
        String terms = accepted("terms-renewed-later");
        String stale = browser.get(platform.uri(terms)).body();
        send(terms, "/renewal", Map.of());
        send(browser.at.getPath(), browser.at.getPath(), Map.of());
        var first = browser.at.getPath();

        var requests = platform.bean(AccessRequests.class);
        var lead = sharing.brent(Role.IG_LEAD);
        requests.giveBack(lead, id(first), "Say for which report.");
        assertThat(browser.get(platform.uri(terms)).body())
                .contains("the request was sent back to you for changes");
        assertThat(post(stale, "/renewal", Map.of()).body())
                .contains("This is that request: change it and send it again.");
        assertThat(browser.at.getPath()).isEqualTo(first);

        send(first, "/copy", Map.of());
        send(browser.at.getPath(), browser.at.getPath(), Map.of());
        var next = browser.at.getPath();
        var _ = requests.grant(lead, id(next), null, null, "Still needed.");
        assertThat(Jsoup.parse(browser.get(platform.uri(terms)).body()).text())
                .contains("The request to renew it has been granted. See that request")
                .doesNotContain("Ask to renew it");
        assertThat(post(stale, "/renewal", Map.of()).body())
                .contains("It has already been renewed. This is the request by which it was.");
        assertThat(browser.at.getPath()).isEqualTo(next);
    }

    @Test
    void they_lead_there_too_from_another_draft_of_the_renewal_that_is_sent_late() {
        String terms = accepted("terms-renewed-twice");
        String stale = browser.get(platform.uri(terms)).body();
        send(terms, "/renewal", Map.of());
        String first = browser.at.getPath();
        post(stale, "/renewal", Map.of());
        String second = browser.at.getPath();
        send(first, first, Map.of());
        String request = browser.at.getPath();

        var refused = send(second, second, Map.of());

        var shown = Jsoup.parse(refused.body());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(shown.select("main").text())
                .contains("You have already asked to renew your grant")
                .contains("You have asked to renew it, and wait for an answer. See that request");
        assertThat(shown.select("main a[href=" + request + "]").text())
                .isEqualTo("See that request");
        assertThat(shown.expectForm("form[action=" + second + "]").formData()).isNotEmpty();
    }

    @Test
    void they_say_in_words_what_the_data_are_for() {
        String terms = "/access-requests/" + offered("terms-words") + "/terms";
        assertThat(browser.get(platform.uri(terms)).body())
                .contains("only for this: Find suppliers that several agencies pay");
    }

    /** Granted for a month to somebody else of the GLA, who named the officer. */
    private AccessRequestId offered(String name) {
        var colleague =
                new Caller(
                        new PersonId("terms.colleague"),
                        "terms.colleague",
                        sharing.gla(Role.OFFICER).agency(),
                        Set.of(Role.OFFICER),
                        false,
                        new RequestId("terms-page"));
        var dataset = sharing.dataset(name);
        var requests = platform.bean(AccessRequests.class);
        var ask =
                new AccessRequests.Ask(
                        dataset,
                        sharing.agreement(dataset),
                        new PurposeCode("procurement-review"),
                        Set.of(PermittedAction.READ),
                        Instant.now().plus(Duration.ofDays(30)),
                        "To compare what agencies pay.");
        var id = requests.ask(colleague, ask).value().asked().id();
        platform.bean(Teams.class).name(colleague, id, List.of(MEMBER));
        var _ = requests.grant(sharing.brent(Role.IG_LEAD), id, null, null, "For the review.");
        return id;
    }

    /** The page of such terms, which the officer has accepted. */
    private String accepted(String name) {
        String terms = "/access-requests/" + offered(name) + "/terms";
        send(terms, "/terms", Map.of("accept", "yes"));
        return terms;
    }

    /** Sends the form of the page of which the action ends so. */
    private HttpResponse<String> send(String page, String action, Map<String, String> typed) {
        return post(browser.get(platform.uri(page)).body(), action, typed);
    }

    private HttpResponse<String> post(String shown, String action, Map<String, String> typed) {
        var form = Jsoup.parse(shown).expectForm("form[action$=" + action + "]");
        var fields = new LinkedHashMap<String, String>();
        form.formData().forEach(each -> fields.put(each.key(), each.value()));
        fields.putAll(typed);
        return browser.post(platform.uri(form.attr("action")), fields);
    }

    private static AccessRequestId id(String page) {
        return AccessRequestId.parse(page.substring(page.lastIndexOf('/') + 1));
    }
}
