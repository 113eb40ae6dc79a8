package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsDigest;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of agreements send and take, on the real platform. */
class AgreementPagesIT {
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode CAMDEN = new AgencyCode("camden");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final Agreements agreements = platform.bean(Agreements.class);

    /** Somebody of Brent who gave a one-time code. */
    private static Caller brent(Role... roles) {
        String name = "brent." + roles[0].code() + "." + roles.length;
        return new Caller(
                new PersonId(name), name, BRENT, Set.of(roles), true, new RequestId("pages-it"));
    }

    private Browser at(String person) {
        return Browser.signedIn(platform, person);
    }

    private static Terms with(Terms terms, List<Terms.Party> parties, List<Terms.Scope> datasets) {
        return new Terms(
                terms.title(),
                parties,
                datasets,
                terms.purposes(),
                terms.actions(),
                terms.lawfulBasis(),
                terms.starts(),
                terms.ends(),
                terms.reviewDue(),
                terms.particulars());
    }

    @Nested
    class An_agreement_that_another_takes_the_place_of {
        @Test
        void says_beforehand_what_that_stops() {
            var dataset = sharing.dataset("pages-superseded");
            var old = sharing.agreement(dataset);
            sharing.request(dataset, old);
            sharing.grantWhatWaits(dataset);
            var successor = sharing.agreement(dataset);
            var browser = at("brent.ig");

            var page = browser.get(platform.uri("/agreements/" + old + "/supersede"));

            var shown = Jsoup.parse(page.body()).select("main");
            assertThat(shown.text()).contains("What this does at once");
            assertThat(shown.select("li").eachText())
                    .anyMatch(line -> line.endsWith(" of " + dataset + " no longer."))
                    .contains("1 grant of Greater London Authority on " + dataset + " stops.");
            var done = supersede(browser, page.body(), successor);
            assertThat(done.body()).contains(old + " is superseded by " + successor + ".");
            var after = browser.get(platform.uri("/agreements/" + old + "/supersede"));
            assertThat(Jsoup.parse(after.body()).text()).doesNotContain("What this does at once");
        }

        @Test
        void says_what_to_do_where_ones_agency_has_not_signed_the_other_one() {
            var dataset = sharing.dataset("pages-succeeded");
            var old = sharing.agreementUnsignedBy(CAMDEN, dataset);
            agreements.approve(Sharing.caller(CAMDEN, Role.IG_LEAD), old, "", null);
            var successor = sharing.agreementUnsignedBy(CAMDEN, dataset);
            var browser = at("camden.ig");

            var page = browser.get(platform.uri("/agreements/" + old + "/supersede"));
            var refused = supersede(browser, page.body(), successor);

            assertThat(refused.statusCode()).isEqualTo(422);
            var shown = Jsoup.parse(refused.body());
            assertThat(shown.title()).startsWith("Error: ");
            assertThat(shown.select("#by-error").text())
                    .contains(
                            "Camden has not signed "
                                    + successor
                                    + ": sign that first, or name one that it has signed");
            assertThat(shown.select("input[name=by]").attr("value")).isEqualTo(successor.value());
        }

        private HttpResponse<String> supersede(Browser browser, String page, AgreementRef by) {
            var form = Jsoup.parse(page).select("form[action$=/supersede]");
            return browser.post(
                    platform.uri(form.attr("action")),
                    Map.of(
                            "_csrf",
                            form.select("input[name=_csrf]").attr("value"),
                            "by",
                            by.value()));
        }
    }

    @Nested
    class A_draft_that_was_written_often {
        @Test
        void shows_what_happened_a_page_at_a_time() {
            var reference = sharing.fullDraft(sharing.dataset("pages-history"));
            var lead = sharing.brent(Role.IG_LEAD);
            var head = agreements.see(lead, reference).value().head();
            for (int i = 0; i < 51; i++) {
                head =
                        agreements
                                .edit(lead, reference, head.revision(), head.terms())
                                .value()
                                .head();
            }
            var browser = at("brent.ig");
            var uri = platform.uri("/agreements/" + reference);

            var first = Jsoup.parse(browser.get(uri).body(), uri.toString());
            var next = URI.create(first.expectFirst("a[rel=next]").absUrl("href"));
            var last = Jsoup.parse(browser.get(next).body(), uri.toString());

            assertThat(first.select(".app-timeline__step")).hasSize(50);
            assertThat(last.select(".app-timeline__step h3").eachText())
                    .containsExactly("Draft changed", "Drafted");
            assertThat(last.select("a[rel=next]")).isEmpty();
            var garbage = URI.create(uri + "?cursor=OTk5OTk");
            assertThat(browser.get(garbage).statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class A_draft_of_many_parties_and_datasets {
        private static final int MANY = 41;
        private static final List<String> COLUMNS =
                IntStream.range(0, 500)
                        .mapToObj(at -> "A column with quite a long name, number " + at)
                        .toList();

        /** More than a thousand fields, and one of more than 20,000 characters. */
        private Terms many(Terms terms) {
            var receivers =
                    platform.bean(Agencies.class).all().stream()
                            .map(Agency::code)
                            .filter(code -> !code.equals(BRENT))
                            .limit(MANY - 1L)
                            .map(code -> new Terms.Party(code, "", false, true));
            var first = terms.parties().stream().filter(Terms.Party::provides);
            var rows =
                    new RowFilter(
                            Collections.nCopies(
                                    10,
                                    new RowCondition(
                                            "Ward", RowCondition.Test.EQUALS, List.of("Kenton"))));
            var scopes =
                    IntStream.range(0, MANY)
                            .mapToObj(at ->
                                    new Terms.Scope(
                                            sharing.undeclared("many-" + at),
                                            ColumnScope.only(at == 0 ? COLUMNS : List.of("Amount")),
                                            new Protection(Map.of(), rows)));
            return with(terms, Stream.concat(first, receivers).toList(), scopes.toList())
                    .with(Particulars.NONE.ofExtent(terms.particulars().extent()));
        }

        @Test
        void is_whole_after_somebody_has_saved_it_as_it_was() {
            var lead = brent(Role.IG_LEAD);
            var reference = sharing.fullDraft(sharing.dataset("many"));
            var draft = agreements.see(lead, reference).value().head();
            var before =
                    agreements
                            .edit(lead, reference, draft.revision(), many(draft.terms()))
                            .value()
                            .head();
            assertThat(before.terms().parties()).hasSize(MANY);

            var browser = at("brent.ig");
            var edit = platform.uri("/agreements/" + reference + "/edit");
            var fields = form(browser, edit, "/edit");
            assertThat(fields).hasSizeGreaterThan(1000);
            browser.post(edit, fields);

            var after = agreements.see(lead, reference).value().head();
            assertThat(after.revision()).isEqualTo(before.revision() + 1);
            assertThat(after.terms().parties()).isEqualTo(before.terms().parties());
            assertThat(after.terms().datasets()).isEqualTo(before.terms().datasets());
        }
    }

    /** The form as the page shows it, by the names of its controls. */
    private static Map<String, String> form(Browser browser, URI page, String action) {
        var form = Jsoup.parse(browser.get(page).body()).expectForm("form[action$=" + action + "]");
        var fields = new LinkedHashMap<String, String>();
        form.formData().forEach(each -> fields.put(each.key(), each.value()));
        return fields;
    }

    @Nested
    class A_draft_that_came_over_the_api {
        @Test
        void says_the_same_after_somebody_has_saved_it_as_it_was() {
            var lead = brent(Role.IG_LEAD);
            var plain = Sharing.terms(sharing.dataset("came-over-the-api"));
            var starts = Instant.now().truncatedTo(ChronoUnit.HOURS).plusSeconds(1);
            var written =
                    new Terms(
                            plain.title(),
                            plain.parties(),
                            plain.datasets(),
                            List.of(
                                    new Terms.Purpose(
                                            plain.purposes().getFirst().code(),
                                            "Find suppliers\nthat several agencies pay")),
                            Set.of(new PermittedAction("export")),
                            plain.lawfulBasis(),
                            starts,
                            starts.plus(Duration.ofDays(200)),
                            starts.plus(Duration.ofDays(100)),
                            plain.particulars());
            var before = agreements.draft(lead, written).value().head();

            var browser = at("brent.ig");
            var edit = platform.uri("/agreements/" + before.reference() + "/edit");
            browser.post(edit, form(browser, edit, "/edit"));

            var after = agreements.see(lead, before.reference()).value().head();
            assertThat(after.revision()).isEqualTo(before.revision() + 1);
            assertThat(after.terms()).isEqualTo(before.terms());
            assertThat(TermsDigest.of(after)).isEqualTo(TermsDigest.of(before));
        }
    }

    @Nested
    class A_draft_that_two_leads_change_at_once {
        private final Caller lead = brent(Role.IG_LEAD);
        private final DatasetId dataset = sharing.dataset("at-once-" + UUID.randomUUID());
        private final AgreementRef reference = sharing.fullDraft(dataset);
        private final String path = "/agreements/" + reference;
        private final Browser browser = at("brent.ig");

        private Head stored() {
            return agreements.see(lead, reference).value().head();
        }

        /** The other one, while the form is open. */
        private void edited(Terms terms) {
            agreements.edit(lead, reference, stored().revision(), terms);
        }

        private Terms titled(String title) {
            var terms = stored().terms();
            return new Terms(
                    title,
                    terms.parties(),
                    terms.datasets(),
                    terms.purposes(),
                    terms.actions(),
                    terms.lawfulBasis(),
                    terms.starts(),
                    terms.ends(),
                    terms.reviewDue(),
                    terms.particulars());
        }

        private Terms of(List<String> columns) {
            var terms = stored().terms();
            return with(
                    terms,
                    terms.parties(),
                    List.of(new Terms.Scope(dataset, ColumnScope.only(columns))));
        }

        private String category(String column) {
            return stored().terms()
                    .particulars()
                    .at(new Place.OfColumn(dataset, column), "category")
                    .map(answer -> answer.values().getFirst())
                    .orElse("");
        }

        @Test
        void shows_the_slower_one_what_differs_and_saves_their_form_the_second_time() {
            var edit = platform.uri(path + "/edit");
            var form = form(browser, edit, "/edit");
            edited(titled("What the other lead wrote"));
            form.put("title", "What this lead wrote");

            var shown = browser.post(edit, form);

            assertThat(shown.statusCode()).isEqualTo(422);
            assertThat(shown.body())
                    .contains("<title>Error: ")
                    .contains("What this lead wrote", "What the other lead wrote")
                    .contains("Somebody changed this agreement");
            assertThat(stored().terms().title()).isEqualTo("What the other lead wrote");
            var again = new LinkedHashMap<String, String>();
            Jsoup.parse(shown.body())
                    .expectForm("form[action$=/edit]")
                    .formData()
                    .forEach(each -> again.put(each.key(), each.value()));
            browser.post(edit, again);
            assertThat(stored().terms().title()).isEqualTo("What this lead wrote");
        }

        @Test
        void keeps_what_was_said_of_a_column_with_that_column() {
            var answers = Section.href(path, 'D', "columns/" + dataset);
            var form = form(browser, platform.uri(answers), "/answers");
            form.put(AnswersPage.ofColumn("Supplier Name", "category"), "health");
            edited(of(List.of("Internal Note", "Supplier Name", "Amount")));
            edited(
                    stored().terms()
                            .with(
                                    stored().terms()
                                            .particulars()
                                            .with(
                                                    new Place.OfColumn(dataset, "Internal Note"),
                                                    "category",
                                                    Answer.of("contact"))));

            var shown = browser.post(platform.uri(path + "/answers"), form);
            assertThat(shown.statusCode()).isEqualTo(422);
            var again = new LinkedHashMap<String, String>();
            Jsoup.parse(shown.body())
                    .expectForm("form[action$=/answers]")
                    .formData()
                    .forEach(each -> again.put(each.key(), each.value()));
            browser.post(platform.uri(path + "/answers"), again);

            assertThat(category("Supplier Name")).isEqualTo("health");
            assertThat(category("Internal Note")).isEqualTo("contact");
            assertThat(category("Amount")).isNotEqualTo("health");
        }
    }

    @Nested
    class A_draft_that_is_proposed_while_a_colleague_writes {
        @Test
        void says_that_nothing_of_theirs_was_saved() {
            var lead = brent(Role.IG_LEAD);
            var terms = Sharing.terms(sharing.dataset("proposed-meanwhile"));
            var path = "/agreements/" + agreements.draft(lead, terms).value().head().reference();
            var browser = at("brent.ig");
            var answers = platform.uri(Section.href(path, 'A', "agreement"));
            var form = form(browser, answers, "/answers");
            agreements.propose(
                    lead, new AgreementRef(path.substring("/agreements/".length())), null);

            var answer = browser.post(platform.uri(path + "/answers"), form);

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .contains("is not being written any more, so nothing was saved");
        }
    }

    @Nested
    class Somebody_who_may_read_a_draft_and_not_write_it {
        private final Browser officer = at("brent.officer");
        private final Browser lead = at("brent.ig");

        private List<String> links(Browser browser, String page) {
            return Jsoup.parse(browser.get(platform.uri(page)).body())
                    .select("main a")
                    .eachAttr("href");
        }

        @Test
        void is_offered_neither_the_form_nor_the_proposal() {
            var dataset = sharing.dataset("writes-draft");
            var ref =
                    agreements
                            .draft(brent(Role.IG_LEAD), Sharing.terms(dataset))
                            .value()
                            .head()
                            .reference();
            var edit = platform.uri("/agreements/" + ref + "/edit");
            var tasks = "/agreements/" + ref + "/tasks";

            assertThat(officer.get(edit).body())
                    .contains("You cannot do this because")
                    .doesNotContain("action=\"/agreements/" + ref + "/edit\"");
            assertThat(lead.get(edit).body()).contains("action=\"/agreements/" + ref + "/edit\"");
            assertThat(links(officer, tasks)).doesNotContain("/agreements/" + ref + "/propose");
            assertThat(links(lead, tasks)).contains("/agreements/" + ref + "/propose");
        }

        @Test
        void is_offered_neither_on_the_page_of_a_next_version() {
            var ref = sharing.agreement(sharing.dataset("writes-next"));
            platform.bean(Variations.class).begin(brent(Role.IG_LEAD), ref);
            var page = "/agreements/" + ref + "/variation";
            var edit = "/agreements/" + ref + "/edit";

            assertThat(links(officer, page)).doesNotContain(edit, page + "/propose");
            assertThat(links(lead, page)).contains(edit);
            assertThat(officer.get(platform.uri(edit)).body())
                    .contains("You cannot do this because");
        }
    }

    @Nested
    class A_party_that_left {
        @Test
        void is_not_shown_what_was_written_after_that() {
            var lead = brent(Role.IG_LEAD);
            var reference = sharing.agreementLeftBy(CAMDEN, sharing.dataset("left-and-varied"));
            platform.bean(Variations.class).begin(lead, reference);

            String diff = "/agreements/" + reference + "/diff?from=1&to=";
            var camden = at("camden.ig");
            assertThat(camden.get(platform.uri(diff + 1)).statusCode()).isEqualTo(200);
            assertThat(camden.get(platform.uri(diff + 2)).statusCode()).isEqualTo(403);
            assertThat(at("gla.ig").get(platform.uri(diff + 2)).statusCode()).isEqualTo(200);

            platform.bean(Comments.class).comment(lead, reference, "title", "Too plain a title.");
            String page = "/agreements/" + reference;
            assertThat(camden.get(platform.uri(page)).body())
                    .contains("We do not need it")
                    .doesNotContain("Too plain a title.", page + "/variation", "Next version")
                    .doesNotContain("1 comment is open");
            assertThat(at("gla.ig").get(platform.uri(page)).body())
                    .contains("Too plain a title.", page + "/variation", "Next version")
                    .contains("1 comment is open");
        }
    }

    @Nested
    class Somebody_who_may_not_see_an_agreement {
        @Test
        void is_not_told_of_its_next_version_by_the_form_of_a_comment() {
            var reference = sharing.agreement(sharing.dataset("comment-from-outside"));
            platform.bean(Variations.class).begin(brent(Role.IG_LEAD), reference);
            var page = platform.uri("/agreements/" + reference + "/comments/new");
            var outsider = at("mps.ig");
            var token = form(outsider, platform.uri("/sign-out"), "/sign-out");
            var party = at("gla.ig");

            assertThat(outsider.post(page, token).statusCode()).isEqualTo(403);
            assertThat(party.post(page, form(party, page, "/comments/new")).statusCode())
                    .isEqualTo(422);
        }
    }

    @Nested
    class A_next_version_that_is_proposed {
        @Test
        void is_on_the_home_page_of_who_has_to_sign_it_with_who_reminded_them() {
            var lead = brent(Role.IG_LEAD);
            var reference = sharing.agreement(sharing.dataset("next-version"));
            var variations = platform.bean(Variations.class);
            var signing = platform.bean(VariationSigning.class);
            var begun = variations.begin(lead, reference).value().head();
            String page = "/agreements/" + reference + "/variation";
            assertThat(at("brent.ig").get(platform.uri("/")).body()).contains(page);
            variations.edit(
                    lead,
                    reference,
                    begun.revision(),
                    begun.terms()
                            .with(
                                    Particulars.NONE.with(
                                            Place.agreement(), "benefits", Answer.of("More."))));
            signing.propose(lead, reference, null);

            var gla = at("gla.ig");
            assertThat(gla.get(platform.uri("/")).body()).contains(page);
            assertThat(gla.get(platform.uri(page)).body())
                    .contains("Waiting")
                    .doesNotContain("/nudge?agency=gla");
            var brent = at("brent.ig");
            assertThat(brent.get(platform.uri(page)).body()).contains(page + "/nudge?agency=gla");
            var ask = platform.uri(page + "/nudge?agency=gla");
            brent.post(platform.uri(page + "/nudge"), form(brent, ask, "/nudge"));

            assertThat(brent.get(platform.uri(page)).body())
                    .contains("Reminded in the last day")
                    .doesNotContain("/nudge?agency=gla");
            assertThat(gla.get(platform.uri("/")).body())
                    .contains(reference + ", version 2. Brent")
                    .contains("reminded you");
            assertThat(gla.get(platform.uri("/agreements/" + reference)).body())
                    .contains("Reminder to sign the next version sent");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/access-requests",
                "/agreements",
                "/agreements/register",
                "/conditions",
                "/datasets",
                "/emergencies",
                "/emergencies/arrangements",
                "/emergencies/duties",
                "/emergencies/not-shared",
                "/prohibitions",
                "/register"
            })
    void a_cursor_that_no_list_gave_is_the_readers_mistake(String path) {
        var lead = at("brent.ig");
        assertThat(lead.get(platform.uri(path)).statusCode()).isEqualTo(200);
        for (String cursor : List.of("x", "!", "x".repeat(201))) {
            var answer = lead.get(platform.uri(path + "?cursor=" + cursor));
            assertThat(answer.statusCode()).as(cursor).isEqualTo(400);
            assertThat(answer.body()).contains("<h1");
        }
        // the key of an item that may be there, or no text
        for (String cursor : List.of("eA", "%00")) {
            var answer = lead.get(platform.uri(path + "?cursor=" + cursor));
            assertThat(answer.statusCode()).as(cursor).isIn(200, 400);
        }
    }

    @Test
    void a_version_that_cannot_be_there_is_not_the_latest() {
        var download = "/datasets/" + sharing.dataset("no-such-version") + "/download";
        var steward = at("brent.steward");
        assertThat(steward.get(platform.uri(download)).body()).isEqualTo(Sharing.CSV);
        for (String version : List.of("0", "v2", "2")) {
            var answer = steward.get(platform.uri(download + "?version=" + version));
            assertThat(answer.statusCode()).as(version).isEqualTo(404);
        }
    }

    @Test
    void a_download_that_is_only_asked_about_is_decided_and_releases_nothing() {
        var dataset = sharing.dataset("head-of-download");
        var path = platform.uri("/datasets/" + dataset + "/download");
        var steward = at("brent.steward");

        var told = steward.head(path);
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body()).isEmpty();
        assertThat(told.headers().firstValue("Audit-Event")).isPresent();
        assertThat(told.headers().firstValue("Content-Length")).hasValue("" + Sharing.CSV.length());
        assertThat(steward.get(path).body()).isEqualTo(Sharing.CSV);

        // what the first would have released was on the record before what the second did
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !events(dataset, "dataset.release").isEmpty());
        assertThat(events(dataset, "dataset.release")).hasSize(1);
        assertThat(events(dataset, "dataset.read")).hasSize(2);
    }

    private List<StoredEvent> events(DatasetId dataset, String action) {
        var query = new TrailQuery(null, null, dataset, null, null, action, null, null, null, null);
        return platform.bean(Trail.class)
                .search(new TrailScope.Everything(), query, PageRequest.first())
                .items();
    }

    @Test
    void a_file_that_says_it_is_compressed_is_not_taken() {
        var dataset = sharing.undeclared("coded-upload");
        var steward = at("brent.steward");
        var page = steward.get(platform.uri("/datasets/" + dataset + "/upload"));
        var form = Jsoup.parse(page.body()).expectForm("form[action*=/upload]");
        var to = platform.uri(form.attr("action"));

        var answer = steward.upload(to, "spend.csv", Sharing.CSV, "Content-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("identity");
        var versions = "/datasets/" + dataset + "/download";
        assertThat(steward.get(platform.uri(versions)).statusCode()).isEqualTo(404);
        assertThat(steward.upload(to, "spend.csv", Sharing.CSV).statusCode()).isEqualTo(200);
        assertThat(steward.get(platform.uri(versions)).body()).isEqualTo(Sharing.CSV);
    }

    @Test
    void a_cursor_that_no_list_gave_is_the_auditors_mistake() {
        var auditor = at("city.auditor");
        for (String path : List.of("/audit?q=brent&", "/audit/alerts?")) {
            assertThat(auditor.get(platform.uri(path + "cursor=" + "x".repeat(201))).statusCode())
                    .as(path)
                    .isEqualTo(400);
        }
    }

    @Nested
    class Somebody_with_two_offices {
        @Test
        void signs_in_the_one_that_the_page_named_or_not_at_all() {
            var agreement = sharing.healthDraft(sharing.dataset("two-offices"));
            agreements.propose(brent(Role.IG_LEAD), agreement, null);
            agreements.signOff(brent(Role.SIRO), agreement, "siro", "", null);

            var both = brent(Role.SIRO, Role.CALDICOTT_GUARDIAN);
            var sent = new Move.Sent("", "siro", null);
            assertThatThrownBy(() -> Move.SIGN_OFF.take(agreements, both, agreement, sent))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("has already signed off");

            var seen = (Offered) agreements.see(both, agreement).value();
            assertThat(seen.signatories().missing(BRENT)).containsExactly("caldicott-guardian");
        }
    }
}
