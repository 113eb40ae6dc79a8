package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.Agreements;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asking for access and what comes of it, as the pages show it on the real platform. */
class AskPagesIT {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final AccessRequests requests = platform.bean(AccessRequests.class);
    private final Grants grants = platform.bean(Grants.class);
    private final Caller lead = sharing.brent(Role.IG_LEAD);

    private Browser at(String person) {
        return Browser.signedIn(platform, person);
    }

    private Document see(Browser browser, String path) {
        return Jsoup.parse(browser.get(platform.uri(path)).body());
    }

    /** Sends the page's form to that address with what was typed. */
    private HttpResponse<String> send(
            Browser browser, String path, String form, Map<String, String> typed) {
        var found = see(browser, path).expectForm("form[action$=" + form + "]");
        var fields = new HashMap<String, String>();
        found.formData().forEach(each -> fields.put(each.key(), each.value()));
        fields.putAll(typed);
        return browser.post(platform.uri(found.attr("action")), fields);
    }

    @Nested
    class The_last_day_of_a_request {
        private final Browser browser = at("gla.officer");
        private final LocalDate latest = LocalDate.now(Show.UK).plusMonths(12);

        private HttpResponse<String> ask(DatasetId dataset, LocalDate last) {
            var path = "/datasets/" + dataset + "/request";
            return send(
                    browser,
                    path,
                    "/request",
                    Map.of(
                            "until-day", String.valueOf(last.getDayOfMonth()),
                            "until-month", String.valueOf(last.getMonthValue()),
                            "until-year", String.valueOf(last.getYear()),
                            "justification", "To compare what agencies pay."));
        }

        @Test
        void can_be_the_day_in_twelve_months_and_none_after_it() {
            var dataset = sharing.dataset("ask-last-day");
            sharing.agreement(dataset);

            var later = ask(dataset, latest.plusDays(1));

            assertThat(later.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(later.body()).select("#until-error").text())
                    .endsWith(
                            "until "
                                    + DAY.format(latest)
                                    + ", and "
                                    + DAY.format(latest.plusDays(1))
                                    + " is later");
            assertThat(ask(dataset, latest).body()).contains("Request sent");
            assertThat(requests.requests(lead, null, false, new PageRequest(1, null)).items())
                    .singleElement()
                    .satisfies(made -> {
                        assertThat(made.asked().dataset()).isEqualTo(dataset);
                        assertThat(Show.lastDayOf(made.asked().until())).isEqualTo(latest);
                    });
        }
    }

    @Nested
    class The_page_of_a_dataset {
        @Test
        void offers_a_request_to_those_who_receive_it_and_not_to_its_owners_own_officers() {
            var dataset = sharing.dataset("ask-own");
            sharing.agreement(dataset);

            assertThat(see(at("gla.officer"), "/datasets/" + dataset).select("main a").eachText())
                    .contains("Request access");
            var own = see(at("brent.officer"), "/datasets/" + dataset);
            assertThat(own.select("main a").eachText()).doesNotContain("Request access");
            assertThat(own.select("main").text()).doesNotContain("You cannot download it now");
            assertThat(see(at("brent.officer"), "/datasets/" + dataset + "/request").text())
                    .contains("there is nothing to ask for yet");
        }
    }

    @Nested
    class The_list_of_requests {
        private final JdbcClient app = JdbcClient.create(platform.bean(DataSource.class));

        /** So many that came after it, and were taken back. */
        private void newer(AccessRequest.Pending than, int many) {
            var ids =
                    Stream.generate(() -> AccessRequestId.at(Instant.now()).value())
                            .limit(many)
                            .toArray(UUID[]::new);
            app.sql(
                            """
                            INSERT INTO access.access_request
                            SELECT made.* FROM access.access_request r,
                                unnest(?) AS newer (id),
                                jsonb_populate_record(r, jsonb_build_object('id', newer.id,
                                    'state', 'withdrawn', 'decided_by', r.requester,
                                    'decided_by_name', r.requester_name, 'decided_at', now()))
                                    AS made
                            WHERE r.id = ?
                            """)
                    .params(ids, than.asked().id().value())
                    .update();
        }

        @Test
        void has_what_is_to_decide_however_much_came_after_it() {
            var dataset = sharing.dataset("ask-list");
            var old = sharing.request(dataset, sharing.agreement(dataset));
            newer(old, 21);
            var waiting = requests.toDecide(lead, new PageRequest(100, null)).items();
            assertThat(waiting).isNotEmpty();

            var page = see(at("brent.ig"), "/access-requests");

            assertThat(page.select("main").text()).doesNotContain("No request is waiting for you");
            var toDecide = page.select("table:has(caption:contains(To decide)) tbody tr");
            assertThat(toDecide).hasSameSizeAs(waiting);
            if (waiting.contains(old)) {
                assertThat(toDecide.select("a[href$=" + old.asked().id() + "]")).hasSize(1);
            }
        }
    }

    @Nested
    class Somebody_of_a_team_who_has_accepted_the_terms {
        private final Browser browser = at("gla.officer");

        private Grant joined(DatasetId dataset) {
            var id = sharing.request(dataset, sharing.agreement(dataset)).asked().id();
            var teams = platform.bean(Teams.class);
            teams.name(sharing.gla(Role.OFFICER), id, List.of("gla.officer"));
            requests.grant(lead, id, null, null, "For the review.");
            var terms = "/access-requests/" + id + "/terms";
            send(browser, terms, "/terms", Map.of("accept", "yes"));
            return grants.standing(id).stream()
                    .filter(each -> each.holderName().equals("gla.officer"))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void reads_whether_it_can_be_used_now_and_why_it_was_ended() {
            var dataset = sharing.dataset("ask-joined");
            var grant = joined(dataset);
            var page = "/access-requests/" + grant.request();
            assertThat(see(browser, page).text()).contains("can read the data on its page");

            var agreements = platform.bean(Agreements.class);
            agreements.suspend(lead, grant.held().agreement(), "A breach.");
            assertThat(see(browser, page).text())
                    .contains("You can read again when the agreement is resumed.")
                    .doesNotContain("can read the data on its page");
            agreements.resume(lead, grant.held().agreement());

            grants.revoke(lead, grant.held().id(), "They have moved.");
            var ended = see(browser, page);
            assertThat(ended.text()).contains("They have moved.");
            assertThat(ended.select("main a").eachText()).contains("Ask again");
        }
    }

    @Nested
    class Naming_a_team {
        @Test
        void keeps_what_was_typed_where_a_name_is_wrong() {
            var browser = at("gla.officer");
            var dataset = sharing.dataset("ask-team");
            sharing.agreement(dataset);
            var form = "/datasets/" + dataset + "/request";
            send(browser, form, "/request", Map.of("justification", "To compare."));
            var request = browser.at.getPath();

            var answer =
                    send(
                            browser,
                            request,
                            "/team",
                            Map.of("members", "gla.other\nnot a user name"));

            assertThat(answer.statusCode()).isEqualTo(422);
            var page = Jsoup.parse(answer.body());
            assertThat(page.title()).startsWith("Error: ");
            assertThat(page.expectFirst("textarea[name=members]").val())
                    .isEqualTo("gla.other\nnot a user name");
            assertThat(page.select("#members-error")).isNotEmpty();
        }
    }
}
