package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.certification.Certifications;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.Dpias;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.security.Browser;
import city.datastore.platform.subjects.Subjects;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What a page does that is sent after something has changed, or sent again. */
class StalePagesIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final AccessRequests requests = platform.bean(AccessRequests.class);
    private final Grants grants = platform.bean(Grants.class);
    private final Caller lead = sharing.brent(Role.IG_LEAD);

    private Browser at(String person) {
        return Browser.signedIn(platform, person);
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
            assertThat(grants.standing(first.request()))
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

            assertThat(grants.standing(only.request())).isEmpty();
        }
    }

    @Nested
    class Confirming_grants {
        private final Certifications certifications = platform.bean(Certifications.class);
        private final JdbcClient app = JdbcClient.create(platform.bean(DataSource.class));
        private final URI uri = platform.uri("/grants/to-confirm");

        /** So many of the caller's agency wait to be confirmed; one of them is the one given. */
        private void waiting(Grant one, int many) {
            waiting(one, many, "stale.1");
        }

        /**
         * @param first who holds the first of the others
         */
        private void waiting(Grant one, int many, String first) {
            var ids =
                    Stream.generate(() -> GrantId.at(Instant.now()).value())
                            .limit(many - 1L)
                            .toArray(UUID[]::new);
            app.sql(
                            """
                            INSERT INTO access.access_grant (id, revision, request, holder,
                                holder_name, agency, dataset, owner, agreement, purpose, actions,
                                columns, from_at, until_at, granted_by, granted_by_name, granted_at)
                            SELECT more.id, 0, request,
                                CASE more.n WHEN 1 THEN ? ELSE 'stale.' || more.n END,
                                'stale.' || more.n,
                                agency, dataset, owner, agreement, purpose, actions, columns,
                                from_at, until_at, granted_by, granted_by_name, granted_at
                            FROM access.access_grant g, unnest(?) WITH ORDINALITY AS more (id, n)
                            WHERE g.id = ?
                            """)
                    .params(first, ids, one.held().id().value())
                    .update();
            app.sql(
                            """
                            INSERT INTO access.certification (grant_id, quarter, owner, due_at,
                                opened_at, state)
                            SELECT id, date '2026-01-01', owner, now() + interval '1 day', now(),
                                'open'
                            FROM access.access_grant WHERE request = ?
                            """)
                    .param(one.request().value())
                    .update();
        }

        @AfterEach
        void end() {
            app.sql(
                            """
                            UPDATE access.access_grant SET revoked_by = 'test', revoked_by_name =
                                'test', revoked_at = now(), revoked_reason = 'end of the test'
                            WHERE revoked_at IS NULL AND id IN
                                (SELECT grant_id FROM access.certification)
                            """)
                    .update();
        }

        @Test
        void confirms_all_that_were_shown_and_none_that_was_not() {
            waiting(granted("stale-many"), Certifications.MAX_AT_ONCE + 1);
            long all = certifications.count(lead);
            var browser = at("brent.ig");
            var page = browser.get(uri).body();
            assertThat(page).contains("These are the first 200 of " + all + ".");
            var sent = filled(page, "/to-confirm", Map.of("reason", "Needed.", "all", "yes"));

            assertThat(browser.post(uri, sent).body()).contains("200 grants are confirmed.");
            var again = browser.post(uri, sent);

            assertThat(again.statusCode()).isEqualTo(422);
            assertThat(again.body()).contains("does not wait to be confirmed any more");
            assertThat(certifications.count(lead)).isEqualTo(all - 200);
        }

        @Test
        void confirms_the_others_where_the_lead_holds_one_and_says_who_has_to_confirm_that() {
            waiting(granted("stale-own"), 3, subject("brent.ig"));
            long all = certifications.count(lead);
            var browser = at("brent.ig");
            var page = browser.get(uri).body();
            var sent = filled(page, "/to-confirm", Map.of("reason", "Needed.", "all", "yes"));

            page = browser.post(uri, sent).body();

            assertThat(page).contains((all - 1) + " grants are confirmed.");
            assertThat(page).contains("Another information governance lead of your agency has to");
            assertThat(certifications.waiting(lead))
                    .singleElement()
                    .satisfies(left ->
                            assertThat(left.holder().value()).isEqualTo(subject("brent.ig")));
        }

        private String subject(String person) {
            byte[] claims =
                    Base64.getUrlDecoder().decode(platform.token(person).split("\\.", 3)[1]);
            return JsonMapper.shared().readTree(claims).path("sub").asString();
        }

        @Test
        void keeps_the_other_ticks_while_one_is_confirmed_or_removed() {
            waiting(granted("stale-few"), 4);
            var ids =
                    certifications.waiting(lead).stream()
                            .map(each -> each.grant().toString())
                            .toList();
            var browser = at("brent.ig");
            var page = browser.get(uri).body();

            page = browser.post(uri, ticked(page, ids, "one", ids.get(2))).body();
            assertThat(page).contains("1 grant is confirmed.");
            assertThat(kept(page)).isEqualTo(ids.subList(0, 2));

            page = browser.post(uri, ticked(page, ids, "remove", ids.get(3))).body();
            var removal = platform.uri("/grants/to-confirm/removal");
            page = browser.post(removal, filled(page, "/removal", Map.of("keep", "yes"))).body();
            assertThat(kept(page)).isEqualTo(ids.subList(0, 2));
            assertThat(certifications.count(lead)).isEqualTo(ids.size() - 1);

            page = browser.post(uri, ticked(page, ids, "remove", ids.get(3))).body();
            page = browser.post(removal, filled(page, "/removal", Map.of("why", "Moved."))).body();
            assertThat(kept(page)).isEqualTo(ids.subList(0, 2));
            assertThat(grants.grant(lead, GrantId.parse(ids.get(3))).revocation())
                    .isNotNull()
                    .satisfies(end -> assertThat(end.reason()).isEqualTo("Moved."));
        }

        /** The first two ticked, and that button pressed. */
        private static List<Map.Entry<String, String>> ticked(
                String page, List<String> ids, String button, String pressed) {
            var sent =
                    new ArrayList<>(
                            filled(
                                    page,
                                    "/to-confirm",
                                    Map.of("reason", "Needed.", button, pressed)));
            sent.removeIf(each -> each.getKey().equals("grant"));
            ids.subList(0, 2).forEach(id -> sent.add(Map.entry("grant", id)));
            return sent;
        }

        private static List<String> kept(String page) {
            return Jsoup.parse(page).select("input[name=grant][checked]").eachAttr("value");
        }
    }

    @Nested
    class Declaring_what_identifies_people {
        @Test
        void takes_nothing_away_that_a_colleague_has_declared_since() {
            var dataset = sharing.dataset("stale-identifiers");
            var subjects = platform.bean(Subjects.class);
            var uri = platform.uri("/datasets/" + dataset + "/identifiers");
            var browser = at("brent.steward");
            var page = browser.get(uri).body();
            var theirs = Map.of("Supplier Name", "name_and_birth_date");
            subjects.declare(sharing.brent(Role.DATA_STEWARD), dataset, theirs);

            var typed = Map.of("kind-1", "local_person_id");
            var refused = browser.post(uri, filled(page, "/identifiers", typed));

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Somebody else changed this");
            assertThat(Jsoup.parse(refused.body()).select("main li").eachText())
                    .contains("Supplier Name: Name and date of birth");
            assertThat(subjects.declared(dataset)).isEqualTo(theirs);
            browser.post(uri, filled(refused.body(), "/identifiers", Map.of()));
            assertThat(subjects.declared(dataset))
                    .isEqualTo(
                            Map.of(
                                    "Supplier Name", "name_and_birth_date",
                                    "Amount", "local_person_id"));
        }

        @Test
        void keeps_what_was_typed_also_where_a_colleague_said_otherwise_of_the_same_column() {
            var dataset = sharing.dataset("stale-same-column");
            var subjects = platform.bean(Subjects.class);
            var steward = sharing.brent(Role.DATA_STEWARD);
            subjects.declare(steward, dataset, Map.of("Internal Note", "username"));
            var uri = platform.uri("/datasets/" + dataset + "/identifiers");
            var browser = at("brent.steward");
            var page = browser.get(uri).body();
            subjects.declare(steward, dataset, Map.of("Amount", "email"));

            var typed = Map.of("kind-1", "local_person_id");
            var refused = browser.post(uri, filled(page, "/identifiers", typed));

            assertThat(Jsoup.parse(refused.body()).select("main li").eachText())
                    .contains("Internal Note: Identifies nobody");
            assertThat(filled(refused.body(), "/identifiers", Map.of()))
                    .contains(Map.entry("kind-1", "local_person_id"), Map.entry("kind-2", ""));
        }
    }

    @Nested
    class Saying_what_is_done_about_a_risk {
        private final Dpias dpias = platform.bean(Dpias.class);
        private final AgreementRef reference = sharing.fullDraft(sharing.dataset("stale-risk"));
        private final URI uri = platform.uri("/agreements/" + reference + "/dpia/measures/1");
        private final Browser browser = at("brent.ig");

        private Dpia written(long revision, String risk) {
            var content =
                    Dpia.Content.NONE.withRisks(
                            List.of(new Dpia.Risk(risk, "possible", "significant", null)));
            return dpias.write(lead, reference, revision, content).value().dpia();
        }

        @Test
        void says_that_nothing_was_saved_where_a_colleague_has_reworded_the_risk() {
            var first = written(0, "Somebody reads it.");
            var typed = Map.of("effect", "accepted", "measures", "It is unlikely.");
            var sent = filled(browser.get(uri).body(), "/measures/1", typed);
            written(first.revision(), "Somebody reads it who has no need to.");

            var answer = browser.post(uri, sent);
            assertThat(answer.statusCode()).isEqualTo(422);
            var again = browser.post(uri, filled(answer.body(), "/measures/1", Map.of()));

            assertThat(again.statusCode()).isEqualTo(422);
            assertThat(again.body())
                    .contains("Somebody else has reworded or removed this risk")
                    .contains("It is unlikely.");
            assertThat(dpias.see(lead, reference).value().dpia().content().risks())
                    .singleElement()
                    .satisfies(risk -> assertThat(risk.treatment()).isNull());
        }
    }

    @Nested
    class A_risk_that_never_was {
        private final AgreementRef reference = sharing.fullDraft(sharing.dataset("stale-no-risk"));
        private final Browser browser = at("brent.ig");

        private URI uri(String page) {
            return platform.uri("/agreements/" + reference + "/dpia/" + page);
        }

        @Test
        void is_neither_removed_nor_treated() {
            var form = browser.get(uri("risks/new")).body();
            var sent = filled(form, "/risks/new", Map.of("remove", "yes"));

            for (var page : List.of("measures/new", "risks/new", "risks/7")) {
                var answer = browser.post(uri(page), sent);

                assertThat(answer.statusCode()).as(page).isEqualTo(422);
                assertThat(answer.body()).contains("has reworded or removed this risk");
            }
        }
    }
}
