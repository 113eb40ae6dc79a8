package city.datastore.platform.portal;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.RequestsProperties;
import city.datastore.access.certification.Certifications;
import city.datastore.access.clocks.DatabaseClock;
import city.datastore.access.emergency.ArrangementAsk;
import city.datastore.access.emergency.Arrangements;
import city.datastore.access.emergency.Duties;
import city.datastore.access.emergency.DutyAsk;
import city.datastore.access.emergency.Emergencies;
import city.datastore.access.emergency.Emergency;
import city.datastore.access.emergency.EmergencyAsk;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Deadlines;
import city.datastore.agreements.AgreementRegister;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.reminders.Delivery;
import city.datastore.agreements.reminders.Hitch;
import city.datastore.agreements.reminders.Letter;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.agreements.reminders.Mailboxes;
import city.datastore.agreements.reminders.Post;
import city.datastore.agreements.reminders.Reminders;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.notices.NoticeSweep;
import city.datastore.platform.notices.Notices;
import city.datastore.stack.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters about requests, on the real tables; other tests' requests may be about too. */
class NoticesIT {
    private static final AgencyCode OWNER = new AgencyCode("brent");
    private static final Mailbox BRENT = new Mailbox("sharing@brent.example");
    private static final Mailbox BRENT_RISK = new Mailbox("risk@brent.example");
    private static final Mailbox GLA = new Mailbox("sharing@gla.example");

    private static final String LETTERS_OF_MANY =
            " FROM platform.notice WHERE kind = 'grant-unconfirmed' AND subject LIKE '01990000-%'";

    private final RunningPlatform platform = RunningPlatform.shared();
    private final Sharing sharing = new Sharing(platform);
    private final List<Letter> taken = new CopyOnWriteArrayList<>();

    @Test
    void remind_the_owner_once_and_then_tell_both_and_the_risk_owner_that_it_still_waits()
            throws Exception {
        var request = waiting("notices-remind");

        run(after(13), this::take);
        assertThat(about(request)).isEmpty();

        run(after(15), this::take);
        run(after(15), this::take);
        assertThat(about(request)).extracting(Letter::to).containsExactly(BRENT);

        run(after(31), this::take);
        assertThat(about(request))
                .extracting(Letter::to)
                .containsExactlyInAnyOrder(BRENT, BRENT, BRENT_RISK, GLA);
    }

    @Test
    void tell_the_lead_where_nobody_says_who_the_risk_owner_is() throws Exception {
        var request = waiting("notices-no-risk-owner");
        int _ = sweep(after(31)).run();

        int _ =
                notices(after(31), this::take, new Mailboxes(Map.of(OWNER, BRENT)))
                        .send(() -> true);

        assertThat(about(request))
                .filteredOn(letter -> letter.text().contains("senior information risk owner"))
                .extracting(Letter::to)
                .containsExactly(BRENT);
    }

    @Test
    void tell_of_the_end_of_a_grant_while_its_agreement_gives_it() throws Exception {
        var stands = endingSoon("notices-ending");
        var over = endingSoon("notices-over");
        int _ = sweep(Clock.systemUTC()).run();
        platform.bean(Agreements.class)
                .terminate(sharing.brent(Role.IG_LEAD), over.asked().agreement(), "A breach.");

        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);

        assertThat(about(stands))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.to()).isEqualTo(GLA);
                    assertThat(letter.text()).contains("asks to renew it");
                });
        assertThat(about(over)).isEmpty();
    }

    /** Granted for some days. */
    private AccessRequest.Pending endingSoon(String name) {
        var dataset = sharing.dataset(name);
        var requests = platform.bean(AccessRequests.class);
        var request =
                requests.ask(
                                sharing.gla(Role.OFFICER),
                                new AccessRequests.Ask(
                                        dataset,
                                        sharing.agreement(dataset),
                                        new PurposeCode("procurement-review"),
                                        Set.of(PermittedAction.READ),
                                        Instant.now().plus(Duration.ofDays(20)),
                                        "To compare."))
                        .value();
        requests.grant(sharing.brent(Role.IG_LEAD), request.asked().id(), null, null, "Fine.");
        return request;
    }

    @Test
    void are_dropped_where_the_request_is_decided_before_they_go() throws Exception {
        var request = waiting("notices-drop");
        int _ = sweep(after(15)).run();
        platform.bean(AccessRequests.class)
                .refuse(sharing.brent(Role.IG_LEAD), request.asked().id(), "Take the totals.");

        int _ = notices(after(15), this::take).send(() -> true);

        assertThat(about(request)).isEmpty();
    }

    @Test
    void wait_where_the_mail_server_is_away_and_go_when_it_is_back() throws Exception {
        var request = waiting("notices-away");

        run(after(15), _ -> new Delivery.NotYet(Hitch.UNREACHABLE));
        assertThat(about(request)).isEmpty();

        run(after(16), this::take);
        assertThat(about(request)).hasSize(1);
    }

    /** Operators are told of no letter by anything else. */
    @Test
    void count_while_they_wait_in_a_figure_of_their_own() throws Exception {
        var before = notices(Clock.systemUTC(), this::take).backlog();
        var _ = emergency("notices-counted");

        var waiting = notices(Clock.systemUTC(), this::take).backlog();
        assertThat(waiting.letters()).isGreaterThanOrEqualTo(before.letters() + 2);
        assertThat(waiting.oldest()).isPresent();

        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(notices(Clock.systemUTC(), this::take).backlog().letters())
                .isLessThan(waiting.letters());
        assertThat(platform.bean(MeterRegistry.class).getMeters())
                .extracting(meter -> meter.getId().getName())
                .contains("datastore.notices.letters.waiting", "datastore.notices.letters.oldest");
    }

    @Test
    void tell_both_agencies_of_an_emergency_and_the_owner_when_nobody_reviews_it()
            throws Exception {
        var opened = emergency("notices-emergency");
        String id = opened.access().id().toString();

        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(naming(id)).extracting(Letter::to).containsExactlyInAnyOrder(BRENT, GLA);
        assertThat(naming(id)).allMatch(letter -> !letter.text().contains("abuser"));

        platform.bean(Emergencies.class)
                .end(sharing.brent(Role.IG_LEAD), opened.access().id(), "x");
        run(after(12), this::take);
        run(after(12), this::take);
        assertThat(naming(id))
                .extracting(Letter::to)
                .containsExactlyInAnyOrder(BRENT, GLA, BRENT, BRENT_RISK);
        assertThat(naming(id))
                .filteredOn(letter -> letter.to().equals(BRENT_RISK))
                .extracting(Letter::subject)
                .containsExactly(
                        "Emergency access to "
                                + opened.access().dataset()
                                + " has not been reviewed");
    }

    @Test
    void say_of_an_emergency_that_it_has_ended_where_it_did_before_they_went() throws Exception {
        var opened = emergency("notices-ended").access().id();
        platform.bean(Emergencies.class).end(sharing.brent(Role.IG_LEAD), opened, "A mistake.");

        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);

        assertThat(naming(opened.toString()))
                .hasSize(2)
                .allSatisfy(letter ->
                        assertThat(letter.text())
                                .contains("It has ended.")
                                .doesNotContain("end it there"));
    }

    @Test
    void tell_the_agency_that_writes_an_agreement_once_of_comments_that_stay_open()
            throws Exception {
        var draft = sharing.fullDraft(sharing.dataset("notices-comments"));
        var comments = platform.bean(Comments.class);
        comments.comment(sharing.gla(Role.DPO), draft, "title", "Which year, for Jane Doe?");

        run(after(6), this::take);
        assertThat(naming(draft.value())).isEmpty();

        run(after(8), this::take);
        run(after(9), this::take);
        assertThat(naming(draft.value()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.to()).isEqualTo(BRENT);
                    assertThat(letter.subject())
                            .isEqualTo("A comment on " + draft + " waits for an answer");
                    assertThat(letter.text()).doesNotContain("Jane Doe");
                });
    }

    @Test
    void say_nothing_of_a_comment_that_is_settled_before_they_go() throws Exception {
        var draft = sharing.fullDraft(sharing.dataset("notices-settled"));
        var comments = platform.bean(Comments.class);
        comments.comment(sharing.gla(Role.SIRO), draft, "title", "Which year?");
        int _ = sweep(after(8)).run();
        comments.settle(sharing.brent(Role.IG_LEAD), draft, 1, "It is 2027.");

        int _ = notices(after(8), this::take).send(() -> true);

        assertThat(naming(draft.value())).extracting(Letter::to).doesNotContain(BRENT);
    }

    @Test
    void tell_the_agency_of_whoever_commented_when_somebody_answers_and_settles_it()
            throws Exception {
        var draft = sharing.fullDraft(sharing.dataset("notices-answered"));
        var comments = platform.bean(Comments.class);
        comments.comment(sharing.gla(Role.DPO), draft, "title", "Which year, for Jane Doe?");
        comments.answer(sharing.brent(Role.IG_LEAD), draft, 1, "2027, for Jane Doe.");

        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(naming(draft.value()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.to()).isEqualTo(GLA);
                    assertThat(letter.subject())
                            .isEqualTo("A comment on " + draft + " was answered");
                    assertThat(letter.text()).doesNotContain("Jane Doe");
                });

        comments.settle(sharing.brent(Role.IG_LEAD), draft, 1, "");
        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(naming(draft.value()))
                .extracting(Letter::subject)
                .contains("A comment on " + draft + " was settled")
                .hasSize(2);
    }

    @Test
    void tell_nobody_of_their_own_answer_and_of_several_answers_the_last() throws Exception {
        var draft = sharing.fullDraft(sharing.dataset("notices-answers"));
        var comments = platform.bean(Comments.class);
        var adviser = sharing.gla(Role.DPO);
        comments.comment(adviser, draft, "title", "Which year?");
        comments.answer(adviser, draft, 1, "I mean the financial year.");
        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(naming(draft.value())).isEmpty();

        comments.answer(sharing.brent(Role.IG_LEAD), draft, 1, "The financial year.");
        comments.answer(sharing.brent(Role.IG_LEAD), draft, 1, "That of 2027.");
        int _ = notices(Clock.systemUTC(), this::take).send(() -> true);
        assertThat(naming(draft.value())).hasSize(1);
    }

    @Test
    void wait_and_nothing_ends_where_the_database_says_another_time() throws Exception {
        var request = waiting("notices-clocks");
        var requests = platform.bean(Deadlines.class);

        var database = new DatabaseClock(platform.bean(DataSource.class));
        assertThat(sweep(after(61), database).run()).isZero();
        int _ = notices(after(15), this::take).send(() -> true);
        assertThat(about(request)).isEmpty();
        assertThat(requests.request(request.asked().id()))
                .containsInstanceOf(AccessRequest.Pending.class);

        int _ = sweep(after(15), after(14)).run();
        int _ = notices(after(15), this::take).send(() -> true);
        assertThat(about(request)).hasSize(1);
    }

    private Emergency emergency(String name) {
        var dataset = sharing.dataset(name);
        platform.bean(Arrangements.class)
                .set(
                        sharing.brent(Role.IG_LEAD),
                        new ArrangementAsk(
                                dataset,
                                Map.of(new AgencyCode("gla"), Set.of("mash")),
                                List.of("address"),
                                "nhs",
                                "nhs_number",
                                "the duty desk"));
        var plain = sharing.gla(Role.OFFICER);
        var officer =
                new Caller(
                        plain.person(),
                        plain.username(),
                        plain.agency(),
                        plain.roles(),
                        true,
                        plain.request());
        platform.bean(Duties.class)
                .appoint(
                        sharing.gla(Role.IG_LEAD),
                        new DutyAsk(
                                officer.username(),
                                "mash",
                                Instant.now().plus(Duration.ofDays(30))));
        return platform.bean(Emergencies.class)
                .open(
                        officer,
                        new EmergencyAsk(
                                dataset,
                                kind -> new EmergencySubject(kind, "0123456789abcdef".repeat(4)),
                                List.of("address"),
                                "domestic-abuse",
                                "vital-interests",
                                "The abuser is on his way to them.",
                                "CASE-1",
                                Duration.ofHours(4)))
                .value();
    }

    private List<Letter> naming(String id) {
        return taken.stream().filter(letter -> letter.text().contains(id)).toList();
    }

    @Test
    void are_put_down_for_every_grant_that_nobody_confirmed_however_many_there_are()
            throws Exception {
        var request = waiting("notices-many").asked();
        var owner = platform.stack().postgres();
        try (var connection = owner.connect(PostgresServer.OWNER);
                var rows = connection.createStatement()) {
            rows.executeUpdate(
                    """
                    INSERT INTO access.access_grant (id, revision, request, holder, holder_name,
                        agency, dataset, owner, agreement, purpose, actions, from_at, until_at,
                        granted_by, granted_by_name, granted_at, revoked_by, revoked_by_name,
                        revoked_at, revoked_reason)
                    SELECT ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 0, r.id,
                        'many-' || i, 'many-' || i, r.agency, r.dataset, r.owner, r.agreement,
                        r.purpose, r.actions, r.asked_at, r.until, 'lead', 'lead', r.asked_at,
                        'city-datastore', 'city-datastore', now(), 'Nobody confirmed it.'
                    FROM access.access_request r, generate_series(1, 1001) i WHERE r.id = '%s'
                    """
                            .formatted(request.id()));
            try {
                int _ = sweep(Clock.systemUTC()).run();

                try (var letters = rows.executeQuery("SELECT count(*)" + LETTERS_OF_MANY)) {
                    assertThat(letters.next()).isTrue();
                    assertThat(letters.getInt(1)).isEqualTo(1_001);
                }
            } finally {
                // other tests send what waits
                rows.executeUpdate("DELETE" + LETTERS_OF_MANY);
                rows.executeUpdate("DELETE FROM access.access_grant WHERE holder LIKE 'many-%'");
            }
        }
    }

    private AccessRequest.Pending waiting(String name) {
        var dataset = sharing.dataset(name);
        return sharing.request(dataset, sharing.agreement(dataset));
    }

    private Delivery take(Letter letter) {
        taken.add(letter);
        return new Delivery.Taken();
    }

    private List<Letter> about(AccessRequest.Pending request) {
        return taken.stream()
                .filter(letter -> letter.text().contains(request.asked().id().toString()))
                .toList();
    }

    private void run(Clock clock, Post post) throws InterruptedException {
        int _ = sweep(clock).run();
        int _ = notices(clock, post).send(() -> true);
    }

    private static Clock after(int days) {
        return Clock.fixed(Instant.now().plus(Duration.ofDays(days)), ZoneOffset.UTC);
    }

    /** Of a platform and a database that agree what time it is. */
    private NoticeSweep sweep(Clock clock) {
        return sweep(clock, clock);
    }

    private NoticeSweep sweep(Clock clock, Clock database) {
        return new NoticeSweep(
                platform.bean(DataSource.class),
                platform.bean(Deadlines.class),
                platform.bean(Certifications.class),
                platform.bean(Emergencies.class),
                platform.bean(Comments.class),
                platform.bean(RequestsProperties.class),
                clock,
                database);
    }

    private Notices notices(Clock clock, Post post) {
        return notices(
                clock,
                post,
                new Mailboxes(
                        Map.of(OWNER, BRENT, new AgencyCode("gla"), GLA),
                        Map.of(OWNER, BRENT_RISK)));
    }

    private Notices notices(Clock clock, Post post, Mailboxes mailboxes) {
        return new Notices(
                platform.bean(DataSource.class),
                platform.bean(Deadlines.class),
                platform.bean(Certifications.class),
                platform.bean(Emergencies.class),
                platform.bean(Comments.class),
                platform.bean(AgreementRegister.class),
                platform.bean(Agencies.class),
                mailboxes,
                platform.bean(Reminders.class).letters(),
                post,
                platform.bean(RequestsProperties.class),
                platform.bean(Outbox.class),
                new TransactionTemplate(platform.bean(PlatformTransactionManager.class)),
                clock);
    }
}
