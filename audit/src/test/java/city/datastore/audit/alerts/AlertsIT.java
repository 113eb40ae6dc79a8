package city.datastore.audit.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.Action;
import city.datastore.audit.event.Activity;
import city.datastore.audit.event.Actor;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.CanonicalJson;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Pipeline;
import city.datastore.audit.trail.DayOfDecisions;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Alerts from events that went through the whole pipeline, in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsIT {
    private static final Instant TEN = Instant.parse("2026-11-18T10:00:00Z");
    private static final TrailScope ALL = new TrailScope.Everything();
    private static final String FACTS =
            "SELECT string_agg(concat_ws('|', measure, subject, slot, events, bytes, last_at,"
                    + " dataset, owner), E'\\n' ORDER BY measure, subject, slot)"
                    + " FROM audit.alert_tally";
    private static final AlertLimits LIMITS =
            new AlertLimits(
                    1_000_000,
                    3,
                    5,
                    3,
                    Duration.ofDays(90),
                    4,
                    20,
                    LocalTime.of(7, 0),
                    LocalTime.of(19, 0));

    /** Version 3 holds {@code lfb.officer}, and nothing else holds anybody. */
    private static final OwnRecords OWN =
            (version, username) ->
                    version.equals(new VersionId(DatasetId.parse("lfb/staff"), 3))
                            && username.equals("lfb.officer");

    private final AuditStack stack =
            new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
    private final Alerts alerts = new JdbcAlerts(stack.audit(), stack.app());
    private final List<AuditEvent> events = new ArrayList<>();

    private static AuditEvent event(
            Instant at, String who, String action, String dataset, long bytes, Outcome outcome) {
        var about = About.dataset(DatasetId.parse(dataset));
        return AuditEvent.now(
                at,
                Events.actor(who),
                new Action(action, Activity.READ),
                bytes == 0 ? about : about.withBytes(bytes),
                outcome,
                new RequestId("r-1"));
    }

    private static AuditEvent refused(int minute, String who, String dataset) {
        return event(
                TEN.plusSeconds(60L * minute),
                who,
                "dataset.read",
                dataset,
                0,
                new Outcome.Refused(List.of()));
    }

    private static AuditEvent readVersion(String who, int version) {
        return AuditEvent.now(
                TEN,
                Events.actor(who),
                new Action("dataset.read", Activity.READ),
                About.NOTHING.withDataset(DatasetId.parse("lfb/staff"), version),
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    private static AuditEvent read(Instant at, String who, String dataset) {
        return event(at, who, "dataset.read", dataset, 0, new Outcome.Allowed(List.of()));
    }

    /** Of one who worked for another agency before, and read what is now their own data then. */
    private static List<AuditEvent> ofALead() {
        var later = TEN.plus(Duration.ofDays(1));
        var before =
                new Actor(
                        new PersonId("sub-lfb.officer"),
                        "mps.lead",
                        Events.agency("mps"),
                        new TreeSet<>(List.of("officer")));
        return List.of(
                read(TEN, "lfb.officer", "camden/hmo"),
                read(later, "lfb.officer", "lfb/staff"),
                refused(1, "lfb.officer", "brent/spend"),
                by(before, TEN, About.dataset(DatasetId.parse("lfb/staff"))),
                by(before, later, About.dataset(DatasetId.parse("camden/hmo"))),
                by(before, later, About.NOTHING));
    }

    private static AuditEvent by(Actor actor, Instant at, About about) {
        return AuditEvent.now(
                at,
                actor,
                new Action("dataset.read", Activity.READ),
                about,
                new Outcome.Allowed(List.of()),
                new RequestId("r-1"));
    }

    @BeforeAll
    void store() {
        for (int i = 0; i < 7; i++) {
            events.add(refused(i, "mps.officer", "camden/hmo"));
            events.add(refused(i, "gla.officer", i == 0 ? "camden/hmo" : "brent/spend"));
        }
        events.add(
                event(
                        TEN,
                        "gla.officer",
                        "dataset.release",
                        "brent/spend",
                        600_000,
                        new Outcome.Done()));
        events.add(
                event(
                        TEN,
                        "gla.officer",
                        "dataset.release",
                        "brent/spend",
                        600_000,
                        new Outcome.Failed(List.of())));
        events.add(read(TEN.plus(Duration.ofHours(12)), "camden.officer", "camden/hmo"));
        events.add(readVersion("lfb.officer", 0));
        events.add(readVersion("lfb.officer", 2));
        events.add(readVersion("mps.officer", 3));
        events.add(readVersion("lfb.officer", 3));
        events.addAll(ofALead());
        for (int i = 0; i < 3; i++) {
            events.add(
                    event(
                            TEN.plus(Duration.ofDays(i)),
                            "mps.ig",
                            "emergency.open",
                            "camden/hmo",
                            0,
                            new Outcome.Done()));
        }
        for (int i = 0; i < 22; i++) {
            events.add(read(TEN.plusSeconds(i), "reader." + i, "brent/trees"));
        }
        Pipeline pipeline = stack.started();
        for (AuditEvent event : events) {
            // one by one: several partitions keep no order among themselves
            pipeline.recorder().record(event);
            stack.awaitStored(event.id());
        }
        followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private static void followToTheEnd(AlertFollower follower) {
        while (follower.step().events() > 0) {
            // until there is nothing left
        }
    }

    private List<String> kinds(TrailScope scope) {
        return alerts.find(scope, AlertQuery.ANY, new PageRequest(200, null)).items().stream()
                .map(each -> each.alert().kind().word() + " " + each.alert().subject())
                .sorted()
                .toList();
    }

    private ReviewedAlert alert(AlertKind kind, String subject) {
        return alerts
                .find(ALL, new AlertQuery(kind, null, null, null), PageRequest.first())
                .items()
                .stream()
                .filter(each -> each.alert().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private long rows(String table) {
        return stack.count("SELECT count(*) FROM audit." + table);
    }

    @Nested
    class What_a_reader_sees {
        @Test
        void is_every_alert_for_an_auditor_of_the_city() {
            assertThat(kinds(ALL))
                    .containsExactly(
                            "break-in-volume brent/trees",
                            "bulk-reading sub-gla.officer",
                            "many-emergencies sub-mps.ig",
                            "many-refusals sub-gla.officer",
                            "many-refusals sub-mps.officer",
                            "out-of-hours sub-camden.officer camden/hmo",
                            "own-records sub-lfb.officer lfb/staff");
        }

        @Test
        void is_the_agency_s_data_and_staff_for_its_auditor() {
            assertThat(kinds(new TrailScope.OfAgency(Events.agency("gla"))))
                    .containsExactly(
                            "bulk-reading sub-gla.officer", "many-refusals sub-gla.officer");
        }

        @Test
        void is_the_agency_s_data_for_its_lead_and_not_what_concerns_the_data_of_others_too() {
            assertThat(
                            kinds(
                                    new TrailScope.OfData(
                                            Events.agency("brent"), new PersonId("sub-brent.ig"))))
                    .containsExactly("break-in-volume brent/trees", "bulk-reading sub-gla.officer");
        }

        @Test
        void is_nothing_for_somebody_who_sees_only_their_own_acts() {
            assertThat(kinds(new TrailScope.OwnActs(new PersonId("sub-gla.officer")))).isEmpty();
            assertThat(alerts.open(new TrailScope.OwnActs(new PersonId("sub-gla.officer"))))
                    .isZero();
        }

        @Test
        void is_found_by_kind_person_and_dataset_and_page_by_page() {
            var first = alerts.find(ALL, AlertQuery.ANY, new PageRequest(2, null));
            var second = alerts.find(ALL, AlertQuery.ANY, new PageRequest(5, first.next()));

            assertThat(first.items()).hasSize(2).doesNotContainAnyElementsOf(second.items());
            assertThat(second.items()).hasSize(5);
            assertThat(second.next()).isNull();
            assertThat(found(new AlertQuery(null, null, "mps.officer", null))).isOne();
            assertThat(found(new AlertQuery(null, null, "sub-mps.officer", null))).isOne();
            assertThat(found(new AlertQuery(null, null, null, DatasetId.parse("brent/trees"))))
                    .isOne();
        }

        @Test
        void cannot_be_asked_for_with_a_cursor_of_another_list() {
            assertThatThrownBy(() -> alerts.find(ALL, AlertQuery.ANY, new PageRequest(2, "MTI")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        private int found(AlertQuery query) {
            return alerts.find(ALL, query, PageRequest.first()).items().size();
        }
    }

    @Nested
    class An_alert {
        @Test
        void names_its_events_and_finds_them_in_the_trail() {
            Alert refusals = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();

            assertThat(refusals.first()).isEqualTo(events.get(0).id());
            assertThat(refusals.last()).isEqualTo(events.get(8).id());
            assertThat(refusals.events()).isEqualTo(5);
            assertThat(
                            stack.trail()
                                    .search(ALL, refusals.inTheTrail(), PageRequest.first())
                                    .items())
                    .hasSize(7);
        }

        @Test
        void counts_what_was_given_out_even_where_it_broke_off() {
            assertThat(alert(AlertKind.BULK_READING, "sub-gla.officer").alert().reason())
                    .contains("1.2 MB");
        }

        @Test
        void of_one_s_own_records_names_the_reading_of_the_version_that_holds_them() {
            Alert own = alert(AlertKind.OWN_RECORDS, "sub-lfb.officer lfb/staff").alert();

            assertThat(own.events()).isOne();
            assertThat(own.reason()).startsWith("lfb.officer read version 3 of lfb/staff");
            assertThat(events)
                    .filteredOn(event -> event.id().equals(own.first()))
                    .extracting(event -> event.about().datasetVersion())
                    .containsExactly(3);
        }

        @Test
        void concerns_who_acted_and_of_a_dataset_everybody_who_read_it() {
            Alert refusals = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();
            Alert volume = alert(AlertKind.BREAK_IN_VOLUME, "brent/trees").alert();

            assertThat(alerts.concerns(refusals, new PersonId("sub-mps.officer"))).isTrue();
            assertThat(alerts.concerns(refusals, new PersonId("sub-gla.officer"))).isFalse();
            assertThat(alerts.concerns(volume, new PersonId("sub-reader.3"))).isTrue();
            assertThat(alerts.concerns(volume, new PersonId("sub-gla.officer"))).isFalse();
        }
    }

    @Nested
    class A_review {
        @Test
        void says_how_the_alert_stands_and_the_newest_one_counts() {
            Alert alert = alert(AlertKind.OUT_OF_HOURS, "sub-camden.officer camden/hmo").alert();
            long open = alerts.open(ALL);

            review(alert, ReviewOutcome.NEEDS_ACTION);
            assertThat(alerts.find(ALL, alert.id()).orElseThrow().state())
                    .isEqualTo(AlertState.NEEDS_ACTION);
            review(alert, ReviewOutcome.DEALT_WITH);

            var reviewed = alerts.find(ALL, alert.id()).orElseThrow();
            assertThat(reviewed.state()).isEqualTo(AlertState.CLOSED);
            assertThat(reviewed.reviews())
                    .extracting(Review::outcome)
                    .containsExactly(ReviewOutcome.NEEDS_ACTION, ReviewOutcome.DEALT_WITH);
            assertThat(alerts.open(ALL)).isEqualTo(open - 1);
            assertThat(alerts.find(ALL, AlertQuery.ANY, PageRequest.first()).items().getLast())
                    .isEqualTo(reviewed);
            assertThat(
                            alerts.find(
                                            ALL,
                                            new AlertQuery(null, AlertState.CLOSED, null, null),
                                            PageRequest.first())
                                    .items())
                    .containsExactly(reviewed);
        }

        @Test
        void is_refused_outside_a_transaction() {
            Alert alert = alert(AlertKind.MANY_REFUSALS, "sub-mps.officer").alert();

            assertThatThrownBy(() -> alerts.add(alert.id(), someReview(ReviewOutcome.EXPLAINED)))
                    .hasMessageContaining("outside a transaction");
        }

        private void review(Alert alert, ReviewOutcome outcome) {
            stack.transactions()
                    .executeWithoutResult(_ -> alerts.add(alert.id(), someReview(outcome)));
        }

        private Review someReview(ReviewOutcome outcome) {
            return new Review(
                    new PersonId("sub-city.auditor"),
                    "city.auditor",
                    Events.agency("city"),
                    TEN,
                    outcome,
                    "They told us before.",
                    EventId.at(TEN));
        }
    }

    @Nested
    class Following_the_record {
        @Test
        void derives_the_same_alerts_again_and_adds_none() {
            var before = kinds(ALL);
            long alertRows = rows("alert");
            String facts = stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single();
            var owner = stack.as(PostgresServer.AUDIT);
            owner.sql("UPDATE audit.alert_progress SET sequence = 0").update();
            owner.sql("DELETE FROM audit.alert_tally").update();
            owner.sql("DELETE FROM audit.activity").update();
            owner.sql("DELETE FROM audit.agreement_use").update();
            owner.sql("DELETE FROM audit.agreement_use_month").update();

            followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));

            assertThat(kinds(ALL)).isEqualTo(before);
            assertThat(rows("alert")).isEqualTo(alertRows);
            assertThat(stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single())
                    .isEqualTo(facts);
        }

        @Test
        void by_two_platforms_at_once_counts_each_event_once() throws Exception {
            String facts = stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single();
            stack.as(PostgresServer.AUDIT)
                    .sql("UPDATE audit.alert_progress SET sequence = 0")
                    .update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.alert_tally").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.activity").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.agreement_use").update();
            stack.as(PostgresServer.AUDIT).sql("DELETE FROM audit.agreement_use_month").update();
            Callable<Void> following =
                    () -> {
                        AlertFollower follower = new AlertFollower(stack.audit(), LIMITS, OWN);
                        while (progress() < events.size()) {
                            var _ = follower.step();
                        }
                        return null;
                    };

            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> one : both.invokeAll(List.of(following, following))) {
                    one.get();
                }
            }

            assertThat(stack.as(PostgresServer.AUDIT).sql(FACTS).query(String.class).single())
                    .isEqualTo(facts);
        }

        @Test
        void stands_by_while_somebody_else_holds_the_position() throws SQLException {
            try (Connection other = stack.connect(PostgresServer.AUDIT)) {
                other.setAutoCommit(false);
                other.createStatement().execute("SELECT FROM audit.alert_progress FOR UPDATE");

                assertThat(new AlertFollower(stack.audit(), LIMITS, OWN).step().events()).isZero();
            }
        }

        @Test
        void goes_on_past_events_that_no_platform_would_record() {
            var first = Instant.parse("-4713-11-24T00:00:30Z"); // the first that PostgreSQL has
            var last = Instant.ofEpochMilli(CanonicalJson.MAX_WHOLE);
            var under =
                    About.NOTHING
                            .withDataset(DatasetId.parse("brent/spend"), 1)
                            .withAgreement(new AgreementRef("DSA-2026-0001"), 1);
            var odd =
                    List.of(
                            released(TEN, -1),
                            released(first, CanonicalJson.MAX_WHOLE),
                            released(last, CanonicalJson.MAX_WHOLE),
                            by(Events.actor("gla.officer"), first, under),
                            by(Events.actor("gla.officer"), last, under));
            try (var other = new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA))) {
                Pipeline pipeline = other.started();
                for (AuditEvent event : odd) {
                    pipeline.recorder().record(event);
                    other.awaitStored(event.id());
                }
                AlertFollower follower = new AlertFollower(other.audit(), LIMITS, OWN);
                assertThat(follower.behind()).isEqualTo(odd.size());

                followToTheEnd(follower);

                assertThat(follower.behind()).isZero();
                assertThat(other.count("SELECT min(bytes) FROM audit.alert_tally")).isZero();
                assertThat(other.count("SELECT sum(events) FROM audit.agreement_use")).isEqualTo(2);
            }
        }

        /** Whoever can write the topic can say that they come from the year 287396. */
        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_METHOD)
        class Of_events_from_the_future {
            private static final Instant FUTURE = Instant.ofEpochMilli(CanonicalJson.MAX_WHOLE);

            private final AuditStack other =
                    new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA));
            private final Pipeline pipeline = other.started();

            @AfterEach
            void stop() {
                other.close();
            }

            private void store(AuditEvent event) {
                pipeline.recorder().record(event);
                other.awaitStored(event.id());
            }

            private void follow() {
                followToTheEnd(new AlertFollower(other.audit(), LIMITS, OWN));
            }

            private List<String> raised() {
                return new JdbcAlerts(other.audit(), other.app())
                        .find(ALL, AlertQuery.ANY, PageRequest.first()).items().stream()
                                .map(each -> each.alert().kind().word())
                                .toList();
            }

            @Test
            void counts_refusals_before_and_after_one_together() {
                for (int i = 0; i < 5; i++) {
                    store(
                            event(
                                    Instant.now(),
                                    "gla.officer",
                                    "dataset.read",
                                    "brent/spend",
                                    0,
                                    new Outcome.Refused(List.of())));
                    follow();
                    if (i == 3) {
                        store(released(FUTURE, 0));
                        follow();
                        assertThat(raised()).isEmpty();
                    }
                }

                assertThat(raised()).containsExactly("many-refusals");
            }

            @Test
            void sees_the_long_silence_after_one() {
                store(read(FUTURE, "gla.officer", "gla/spend"));
                other.as(PostgresServer.OWNER)
                        .sql("ALTER TABLE audit.event_at_other_times DISABLE TRIGGER ALL")
                        .update();
                other.as(PostgresServer.OWNER)
                        .sql(
                                "UPDATE audit.event_at_other_times"
                                        + " SET stored_at = stored_at - interval '91 days'")
                        .update();
                follow();

                store(read(Instant.now(), "gla.officer", "gla/spend"));
                follow();

                assertThat(raised()).contains("long-silence");
            }
        }

        private static AuditEvent released(Instant at, long bytes) {
            return event(
                    at, "gla.officer", "dataset.release", "brent/spend", bytes, new Outcome.Done());
        }

        @Test
        void says_how_far_it_is_behind_while_it_cannot_go_on() {
            try (var other = new AuditStack(LocalStack.shared(Server.POSTGRES, Server.KAFKA))) {
                other.as(PostgresServer.OWNER)
                        .sql("REVOKE UPDATE ON audit.alert_progress FROM datastore_audit")
                        .update();
                AuditEvent event = released(TEN, 1);
                other.started().recorder().record(event);
                other.awaitStored(event.id());
                try (var alerting = new Alerting(other.audit(), LIMITS, OWN, other.metrics)) {
                    alerting.start();
                    var behind = other.metrics.get("datastore.audit.alerts.behind").gauge();
                    AuditStack.until("it says so", () -> behind.value() == 1);

                    other.as(PostgresServer.OWNER)
                            .sql("GRANT UPDATE ON audit.alert_progress TO datastore_audit")
                            .update();

                    AuditStack.until("it has gone on", () -> behind.value() == 0);
                }
            }
        }

        private long progress() {
            return stack.count("SELECT sequence FROM audit.alert_progress");
        }
    }

    @Nested
    class Decisions_by_day {
        private static final ZoneId KEPT = ZoneId.of("Europe/London");

        /** The same time under a name that no counts are kept for. */
        private static final ZoneId COUNTED = ZoneId.of("Europe/Belfast");

        @Test
        void are_the_same_from_the_counts_as_from_the_events() {
            assertThat(rows("activity")).isPositive();
            assertThatCountsAgree();
        }

        @Test
        void that_the_follower_has_not_seen_yet_are_counted_too() {
            var audit = stack.as(PostgresServer.AUDIT);
            audit.sql("UPDATE audit.alert_progress SET sequence = 0").update();
            audit.sql("DELETE FROM audit.alert_tally").update();
            audit.sql("DELETE FROM audit.activity").update();
            audit.sql("DELETE FROM audit.agreement_use").update();
            audit.sql("DELETE FROM audit.agreement_use_month").update();
            assertThatCountsAgree();

            followToTheEnd(new AlertFollower(stack.audit(), LIMITS, OWN));

            assertThatCountsAgree();
        }

        /** Counts that are wrong are believed, so these are answered from counts. */
        @Test
        void would_differ_if_the_counts_were_wrong() {
            var audit = stack.as(PostgresServer.AUDIT);
            audit.sql("UPDATE audit.activity SET allowed = allowed + 1").update();

            kept().forEach(one ->
                    assertThat(decisions(one.scope(), one.query(), KEPT))
                            .as("%s", one)
                            .isNotEqualTo(decisions(one.scope(), one.query(), COUNTED)));

            audit.sql("UPDATE audit.activity SET allowed = allowed - 1").update();
        }

        @Test
        void of_a_lead_are_those_about_their_data_and_their_own_and_each_once() {
            var lead = new PersonId("sub-lfb.officer");
            var lfb = Events.agency("lfb");
            var counted = new TreeMap<LocalDate, DayOfDecisions>();
            for (AuditEvent event : events) {
                DatasetId dataset = event.about().dataset();
                boolean concerns = dataset != null && dataset.agency().equals(lfb);
                if (concerns || event.actor().person().equals(lead)) {
                    long allowed = event.outcome() instanceof Outcome.Allowed ? 1 : 0;
                    long refused = event.outcome() instanceof Outcome.Refused ? 1 : 0;
                    LocalDate day = LocalDate.ofInstant(event.at(), KEPT);
                    counted.merge(
                            day,
                            new DayOfDecisions(day, allowed, refused),
                            (a, b) ->
                                    new DayOfDecisions(
                                            day,
                                            a.allowed() + b.allowed(),
                                            a.refused() + b.refused()));
                }
            }

            assertThat(decisions(new TrailScope.OfData(lfb, lead), TrailQuery.ANY, KEPT))
                    .containsExactlyElementsOf(counted.values());
        }

        private record Asked(TrailScope scope, TrailQuery query) {}

        private static List<Asked> kept() {
            var brent = new TrailScope.OfAgency(Events.agency("brent"));
            var lead = new TrailScope.OfData(Events.agency("lfb"), new PersonId("sub-lfb.officer"));
            return List.of(
                    new Asked(ALL, TrailQuery.ANY),
                    new Asked(ALL, query("mps", null)),
                    new Asked(ALL, about("mps.officer", null)),
                    new Asked(ALL, about("sub-mps.officer", null)),
                    new Asked(ALL, about(null, "camden/hmo")),
                    new Asked(brent, TrailQuery.ANY),
                    new Asked(brent, query("brent", null)),
                    new Asked(brent, about(null, "brent/spend")),
                    new Asked(lead, TrailQuery.ANY),
                    new Asked(lead, TrailQuery.ANY.between(day(1), day(30))),
                    new Asked(lead, TrailQuery.ANY.between(day(19), day(20))),
                    new Asked(lead, allowed()),
                    new Asked(lead, about(null, "lfb/staff")),
                    new Asked(
                            new TrailScope.OwnActs(new PersonId("sub-gla.officer")),
                            TrailQuery.ANY));
        }

        private void assertThatCountsAgree() {
            for (String agency : List.of("brent", "camden", "gla", "mps", "lfb")) {
                var ofAgency = new TrailScope.OfAgency(Events.agency(agency));
                var ofData =
                        new TrailScope.OfData(
                                Events.agency(agency), new PersonId("sub-mps.officer"));
                var ofLead =
                        new TrailScope.OfData(
                                Events.agency(agency), new PersonId("sub-lfb.officer"));
                for (TrailScope scope : List.of(ALL, ofAgency, ofData, ofLead)) {
                    agrees(scope, TrailQuery.ANY);
                    agrees(scope, query("gla", null));
                    agrees(scope, query(agency, "refused"));
                    agrees(scope, about("mps.officer", null));
                    agrees(scope, about(null, "camden/hmo"));
                    agrees(scope, about("mps.officer", "camden/hmo"));
                    agrees(scope, TrailQuery.ANY.between(day(18), day(22)));
                }
            }
            kept().forEach(one -> agrees(one.scope(), one.query()));
            agrees(ALL, TrailQuery.ANY.between(day(18), day(19)));
            agrees(ALL, TrailQuery.ANY.between(day(19), null));
            agrees(ALL, TrailQuery.ANY.between(day(18), TEN.plusSeconds(30)));
        }

        private void agrees(TrailScope scope, TrailQuery query) {
            assertThat(decisions(scope, query, KEPT)).isEqualTo(decisions(scope, query, COUNTED));
        }

        private List<DayOfDecisions> decisions(TrailScope scope, TrailQuery query, ZoneId zone) {
            return stack.trail().perDay(scope, query, zone).stream()
                    .filter(day -> day.allowed() + day.refused() > 0)
                    .toList();
        }

        private static TrailQuery query(String agency, @Nullable String outcome) {
            return new TrailQuery(
                    null, Events.agency(agency), null, null, null, null, outcome, null, null, null);
        }

        private static TrailQuery allowed() {
            return new TrailQuery(null, null, null, null, null, null, "allowed", null, null, null);
        }

        private static TrailQuery about(@Nullable String actor, @Nullable String dataset) {
            return new TrailQuery(
                    actor,
                    null,
                    dataset == null ? null : DatasetId.parse(dataset),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        private static Instant day(int number) {
            return LocalDate.of(2026, 11, number).atStartOfDay(KEPT).toInstant();
        }
    }

    @Nested
    class The_tables {
        @Test
        void of_alerts_and_reviews_only_grow() {
            for (String table : List.of("alert", "alert_review")) {
                for (String change : List.of("DELETE FROM audit.%s", "TRUNCATE audit.%s CASCADE")) {
                    assertThatThrownBy(() -> run(PostgresServer.OWNER, change.formatted(table)))
                            .hasMessageContaining("the record only grows");
                }
            }
            assertThatThrownBy(() ->
                            run(PostgresServer.AUDIT, "UPDATE audit.alert SET reason = 'Nothing'"))
                    .hasMessageContaining("permission denied");
        }

        @Test
        void let_the_platform_s_own_role_add_reviews_and_nothing_else() {
            assertThatThrownBy(() -> run(PostgresServer.APP, "SELECT FROM audit.alert"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(PostgresServer.APP, "DELETE FROM audit.alert_tally"))
                    .hasMessageContaining("permission denied");
        }

        private void run(String role, String sql) throws SQLException {
            try (Connection connection = stack.connect(role)) {
                connection.createStatement().execute(sql);
            }
        }
    }
}
