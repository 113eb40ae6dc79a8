package city.datastore.audit.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import city.datastore.audit.AuditStack;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.EventCodec;
import city.datastore.audit.event.Events;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.audit.verify.Finding;
import city.datastore.audit.verify.Report;
import city.datastore.stack.LocalStack;
import city.datastore.stack.PostgresServer;
import city.datastore.stack.Server;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Bodies go when their time is over, and what was proved stays proved. */
class PruningIT {
    private static final LocalStack SERVERS = LocalStack.shared(Server.POSTGRES, Server.KAFKA);
    private static final String REFUSED = "42501"; // insufficient_privilege

    private final AgedLog log = new AgedLog(SERVERS);

    @AfterEach
    void close() {
        log.close();
    }

    @Nested
    class The_body_of_an_event {
        @Test
        void is_kept_until_the_last_instant_of_its_term_and_gone_after_it() throws Exception {
            log.record("mps.officer", 100, "camden/hmo", "brent/spend");

            log.itIs(log.termIsOver().minusMillis(1));
            assertThat(log.pruning().run().bodies()).isZero();
            assertThat(log.bodies()).isEqualTo(200);

            log.itIs(log.termIsOver());
            assertThat(log.pruning().run().bodies()).isEqualTo(200);
            assertThat(log.bodies()).isEqualTo(1); // what announced it
            assertThat(log.size()).isEqualTo(201);
        }

        @Test
        void is_no_longer_found_and_the_trail_says_when_and_why() throws Exception {
            AuditEvent event = log.record("mps.officer", 3, "camden/hmo").get(1);
            log.itIs(log.termIsOver());
            log.pruning().run();

            assertThat(log.stack.trail().find(new TrailScope.Everything(), event.id())).isEmpty();
            assertThat(log.stack.trail().holds(event.id())).isTrue();
            var pruned = log.stack.trail().pruned(event.id()).orElseThrow();
            assertThat(pruned.prunedAt()).isEqualTo(log.termIsOver());
            assertThat(pruned.kept()).isEqualTo(Period.ofYears(6));
            assertThat(log.stack.trail().pruned(pruned.announcement())).isEmpty();
            assertThat(log.stack.trail().pruned(EventId.at(Instant.now()))).isEmpty();
        }

        @Test
        void stays_proved_by_a_receipt_that_somebody_holds() throws Exception {
            AuditEvent event = log.record("mps.officer", 300, "camden/hmo").get(123);
            String held = log.receipt(event).format();
            log.itIs(log.termIsOver());
            log.pruning().run();

            var policy = TlogPolicy.trusting(AuditStack.SIGNER.keys().getFirst());
            var accepted =
                    Receipt.parse(held.getBytes(UTF_8)).verify(EventCodec.encode(event), policy);

            assertThat(accepted.checkpoint().size()).isEqualTo(300);
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        @Test
        void goes_by_the_longest_term_of_the_last_thirty_days() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.term(Period.ofMonths(6));
            Instant set = Instant.now();
            Instant sixMonthsOn = set.plus(Duration.ofDays(215));

            log.itIs(set.plus(Duration.ofDays(29)));
            assertThat(new Retention(log.stack.audit()).look().inForce())
                    .isEqualTo(AgedLog.SIX_YEARS);
            log.itIs(sixMonthsOn);
            assertThat(new Retention(log.stack.audit()).look().inForce())
                    .isEqualTo(Period.ofMonths(6));
            assertThat(log.pruning().run().bodies()).isEqualTo(5);
        }

        @Test
        void takes_along_what_was_counted_of_people_by_day() throws Exception {
            log.record("mps.officer", 3, "camden/hmo");
            log.stack
                    .as(PostgresServer.AUDIT)
                    .sql("SELECT audit.count_decisions(0, 3)")
                    .query(_ -> {});
            String ofPeople =
                    "SELECT count(*) FROM audit.activity WHERE kind IN ('actor', 'username')";
            assertThat(log.stack.count(ofPeople)).isEqualTo(2);

            log.itIs(log.termIsOver());
            log.pruning().run();

            assertThat(log.stack.count(ofPeople)).isZero();
            assertThat(log.stack.count("SELECT count(*) FROM audit.activity")).isEqualTo(5);
        }

        @Test
        void goes_at_one_instant_in_whatever_time_zone_the_platform_runs() throws Exception {
            Period kept = Period.ofMonths(6);
            log.record("mps.officer", 5, "camden/hmo");
            log.term(kept);

            for (String zone : List.of("UTC", "Europe/London", "Pacific/Auckland")) {
                log.itIs(log.termIsOver(kept).minusMillis(1));
                assertThat(due(zone)).as(zone).isZero();
                log.itIs(log.termIsOver(kept));
                assertThat(due(zone)).as(zone).isEqualTo(5);
            }
        }

        private long due(String zone) throws SQLException {
            try (Connection connection = log.stack.connect(PostgresServer.AUDIT);
                    var statement = connection.createStatement()) {
                statement.execute("SET TIME ZONE '" + zone + "'");
                var row = statement.executeQuery("SELECT sum(bodies) FROM audit.prunable()");
                row.next();
                return row.getLong(1);
            }
        }

        @Test
        void is_never_kept_shorter_than_six_months() {
            assertThatThrownBy(() -> log.term(Period.ofMonths(5)))
                    .hasStackTraceContaining("retention_is_at_least_six_months");
        }
    }

    @Nested
    class A_legal_hold {
        @Test
        void keeps_what_it_names_and_nothing_else_until_it_is_lifted() throws Exception {
            log.record("mps.officer", 50, "camden/hmo", "brent/spend");
            Hold hold = log.hold(null, HoldKind.DATASET, "camden/hmo");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(50);
            assertThat(about("camden/hmo")).isEqualTo(50);
            assertThat(about("brent/spend")).isZero();
            assertThat(log.secondOpinion().findings()).isEmpty();

            assertThat(log.lift(hold).inForce()).isFalse();
            log.itIs(log.termIsOver().plus(Duration.ofDays(60)));
            assertThat(log.pruning().run().bodies()).isEqualTo(50);
            assertThat(about("camden/hmo")).isZero();
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        private long about(String dataset) {
            return log.stack.count(
                    "SELECT count(*) FROM audit.event WHERE dataset = ?"
                            + " AND action = 'dataset.read'",
                    dataset);
        }

        @Test
        void can_name_a_person_an_agreement_or_an_agency() throws Exception {
            log.record("mps.officer", 4, "camden/hmo");
            log.record("lfb.officer", 3, "camden/hmo");
            log.record("gla.officer", 2, "brent/spend");
            log.hold(null, HoldKind.PERSON, "mps.officer");
            log.hold(null, HoldKind.AGENCY, "brent");
            log.hold(null, HoldKind.AGREEMENT, "DSA-2026-0001");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(3);
        }

        @Test
        void of_an_agency_covers_its_own_data_and_staff_only() throws Exception {
            log.record("mps.officer", 4, "camden/hmo", "brent/spend");
            log.hold("camden", HoldKind.PERSON, "mps.officer");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(4);
            assertThat(about("camden/hmo")).isEqualTo(4);
        }

        @Test
        void is_an_event_and_so_is_its_lifting() throws Exception {
            Hold hold = log.lift(log.hold(null, HoldKind.DATASET, "camden/hmo"));

            log.stack.awaitStored(hold.event());
            log.stack.awaitStored(Objects.requireNonNull(hold.lifting()).event());
            var events =
                    log.stack
                            .trail()
                            .search(
                                    new TrailScope.Everything(),
                                    TrailQuery.ANY,
                                    PageRequest.first())
                            .items();
            assertThat(events)
                    .extracting(each -> each.event().action().name())
                    .containsExactly("hold.lift", "hold.set");
            assertThat(events.getFirst().event().about().details())
                    .containsEntry("hold", hold.id().toString());
        }

        @Test
        void is_lifted_once() {
            Hold hold = log.hold(null, HoldKind.DATASET, "camden/hmo");
            log.lift(hold);

            assertThatThrownBy(() -> log.lift(hold))
                    .isInstanceOf(HoldException.AlreadyLifted.class);
        }

        @Test
        void has_a_reason_and_names_something_that_can_be() {
            assertThatThrownBy(() -> log.hold(null, HoldKind.DATASET, "no dataset"))
                    .isInstanceOf(NameException.class);
            assertThatThrownBy(() -> log.hold(null, HoldKind.PERSON, " "))
                    .isInstanceOf(NameException.class);
        }
    }

    @Nested
    class Kafka {
        @Test
        void keeps_no_record_before_the_first_body_that_is_kept() throws Exception {
            log.record("mps.officer", 100, "camden/hmo", "brent/spend", "lfb/fires");
            log.itIs(log.termIsOver());

            Map<Integer, Long> begins = log.pruning().run().topicBegins();

            assertThat(begins.values().stream().mapToLong(Long::longValue).sum())
                    .isGreaterThanOrEqualTo(300);
            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(report.pruned()).isEqualTo(300);
            assertThat(Objects.requireNonNull(report.kafka()).messages()).isLessThanOrEqualTo(1);
        }

        @Test
        void keeps_what_stands_behind_a_body_that_is_held() throws Exception {
            log.record("mps.officer", 1, "camden/first");
            log.record("lfb.officer", 40, "camden/first");
            log.hold(null, HoldKind.PERSON, "mps.officer");
            log.itIs(log.termIsOver());

            log.pruning().run();

            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(report.pruned()).isEqualTo(40);
            assertThat(Objects.requireNonNull(report.kafka()).prunedStillHeld()).isEqualTo(40);
        }

        @Test
        void gets_rid_of_its_records_later_where_the_platform_was_killed_in_between()
                throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning(null).run();
            assertThat(Objects.requireNonNull(log.secondOpinion().kafka()).prunedStillHeld())
                    .isEqualTo(40);

            assertThat(log.pruning().run().bodies()).isZero();

            Report report = log.secondOpinion();
            assertThat(report.findings()).isEmpty();
            assertThat(Objects.requireNonNull(report.kafka()).prunedStillHeld()).isZero();
        }

        @Test
        void is_read_from_where_it_begins_by_a_sequencer_that_starts_over() throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning().run();
            long size = log.size();
            log.pipeline.stop();
            log.owner("UPDATE audit.progress SET next_offset = 0");
            log.pipeline.start();

            log.record("mps.officer", 10, "camden/hmo");

            assertThat(log.size()).isEqualTo(size + 10);
            assertThat(log.secondOpinion().findings()).isEmpty();
        }

        @Test
        void is_not_touched_where_bodies_are_missing_without_a_record() throws Exception {
            log.record("mps.officer", 40, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning(null).run();
            log.owner("ALTER TABLE audit.pruned DISABLE TRIGGER USER");
            log.owner("DELETE FROM audit.pruned");

            assertThat(log.pruning().run().topicBegins()).isEmpty();
        }
    }

    @Nested
    class The_second_opinion {
        @Test
        void counts_what_was_deleted_by_the_rule() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.itIs(log.termIsOver());
            log.pruning().run();

            Report report = log.secondOpinion();

            assertThat(report.clean()).isTrue();
            assertThat(report.entries()).isEqualTo(31);
            assertThat(report.pruned()).isEqualTo(30);
        }

        @Test
        void names_a_body_that_is_gone_without_a_record() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            Hold hold = log.hold(null, HoldKind.PERSON, "mps.officer");
            log.stack.awaitStored(hold.event());
            owned("DELETE FROM audit.event WHERE sequence = 8");

            assertThat(log.secondOpinion().findings())
                    .extracting(Finding::kind, Finding::index)
                    .contains(tuple(Finding.Kind.MISSING, 7L));
        }

        @Test
        void believes_no_record_of_a_deletion_that_the_log_did_not_announce() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            owned("DELETE FROM audit.event WHERE sequence BETWEEN 8 AND 9");
            owned(
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed,"
                            + " announcement) VALUES ('event_x', now() + interval '9 years',"
                            + " interval '6 years', 2, 28, gen_random_uuid())");
            owned("INSERT INTO audit.pruned SELECT 7, 8, number FROM audit.pruning");

            assertThat(log.secondOpinion().findings())
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.MISSING
                                    && finding.index() == 7
                                    && finding.what().contains("no event in the log announced"));
        }

        @Test
        void names_bodies_that_went_before_their_time_and_one_that_came_back() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.owner("CREATE TABLE audit.kept AS SELECT * FROM audit.event WHERE sequence = 4");
            log.itIs(log.termIsOver());
            log.pruning().run();
            owned("UPDATE audit.pruning SET kept = interval '60 years'");
            owned("INSERT INTO audit.event SELECT * FROM audit.kept");

            List<Finding> findings = log.secondOpinion().findings();

            assertThat(findings)
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.INSERTED && finding.index() == 3);
            assertThat(findings)
                    .anyMatch(finding -> finding.what().contains("before its term of P60Y"));
        }

        /** What the superuser does who has the platform itself announce what was never due. */
        private void forge(Instant announced, Instant pruned) throws Exception {
            String digest =
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest("7-7".getBytes(UTF_8)));
            AuditEvent announcement =
                    AuditEvent.now(
                            announced,
                            Events.actor("mps.officer"),
                            Pruning.PRUNE,
                            About.NOTHING.withDetails(Map.of("bodies", "1", "digest", digest)),
                            new Outcome.Allowed(List.of()),
                            new RequestId("forged"));
            log.pipeline.recorder().record(announcement);
            log.stack.awaitStored(announcement.id());
            owned("DELETE FROM audit.event WHERE sequence = 8");
            owned(
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies, stayed,"
                            + " announcement) VALUES ('event_x', '%s', interval '6 years', 1, 29, '%s')"
                                    .formatted(pruned, announcement.id()));
            owned("INSERT INTO audit.pruned SELECT 7, 7, number FROM audit.pruning");
        }

        private void assertMissing(long index, String words) throws Exception {
            assertThat(log.secondOpinion().findings())
                    .anyMatch(finding ->
                            finding.kind() == Finding.Kind.MISSING
                                    && finding.index() == index
                                    && finding.what().contains(words));
        }

        @Test
        void believes_no_deletion_that_is_still_to_come() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");

            forge(log.termIsOver(), log.termIsOver());

            assertMissing(7, "said to have been deleted at " + log.termIsOver());
        }

        @Test
        void believes_no_deletion_of_another_day_than_the_log_announced_it() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");
            log.itIs(log.termIsOver());

            forge(log.termIsOver().minus(Duration.ofDays(3)), log.termIsOver());

            assertMissing(7, "said to have been deleted at " + log.termIsOver());
        }

        @Test
        void judges_a_deletion_by_the_time_of_the_event_in_kafka() throws Exception {
            log.record("mps.officer", 30, "camden/hmo");

            forge(Instant.now(), Instant.now());
            owned(
                    "UPDATE audit.leaf SET event_at = event_at - interval '7 years'"
                            + " WHERE leaf_index = 7");

            assertMissing(7, "Kafka still holds the event");
        }

        private void owned(String sql) {
            for (String table : List.of("event", log.partition(), "leaf", "pruning", "pruned")) {
                if (log.stack.count("SELECT count(*) FROM pg_class WHERE relname = ?", table) > 0) {
                    log.owner("ALTER TABLE audit." + table + " DISABLE TRIGGER USER");
                }
            }
            log.owner(sql);
        }
    }

    @Nested
    class Whoever_has_the_rights_of_the_pipeline {
        private void refused(String role, String sql) {
            assertThatThrownBy(() -> run(role, sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }

        private void run(String role, String sql) throws SQLException {
            try (Connection connection = log.stack.connect(role)) {
                connection.createStatement().execute(sql);
            }
        }

        private String prune(UUID announcement) {
            return "SELECT audit.prune('" + log.partition() + "', '" + announcement + "')";
        }

        @Test
        void cannot_have_bodies_deleted_that_are_younger() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");

            refused(PostgresServer.AUDIT, prune(UUID.randomUUID()));
            refused(
                    PostgresServer.AUDIT,
                    "SELECT audit.prune('event_at_other_times', gen_random_uuid())");
        }

        @Test
        void cannot_have_anything_deleted_that_was_not_announced() throws Exception {
            AuditEvent other = log.record("mps.officer", 5, "camden/hmo").getFirst();
            log.itIs(log.termIsOver());

            refused(PostgresServer.AUDIT, prune(UUID.randomUUID()));
            refused(PostgresServer.AUDIT, prune(other.id().value()));
            assertThat(log.bodies()).isEqualTo(5);
        }

        @Test
        void cannot_have_deleted_what_was_held_after_it_was_announced() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            log.hold(null, HoldKind.DATASET, "camden/hmo");

            refused(PostgresServer.AUDIT, prune(announced));
            assertThat(
                            log.stack.count(
                                    "SELECT count(*) FROM audit.event WHERE username = 'mps.officer'"))
                    .isEqualTo(5);
        }

        @Test
        void cannot_look_at_the_holds_as_they_were_before() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            try (Connection connection = log.stack.connect(PostgresServer.AUDIT)) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.createStatement().execute("SELECT count(*) FROM audit.hold");
                log.hold(null, HoldKind.DATASET, "camden/hmo");

                assertThatThrownBy(() -> connection.createStatement().execute(prune(announced)))
                        .hasMessageContaining("read committed and no other");
            }
        }

        @Test
        void cannot_have_deleted_what_was_announced_on_another_day() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.itIs(log.termIsOver());
            UUID announced = announcedOnly();
            log.databaseSays(log.termIsOver().plus(Duration.ofDays(3)));

            refused(PostgresServer.AUDIT, prune(announced));
            assertThat(log.bodies()).isEqualTo(6);
        }

        /** An announcement in the log that nobody has carried out. */
        private UUID announcedOnly() throws Exception {
            var held = log.stack.connect(PostgresServer.AUDIT);
            try (held) {
                held.setAutoCommit(false);
                // as the second opinion does while it reads: the partition cannot go meanwhile
                held.createStatement().execute("SELECT count(*) FROM audit.event");
                assertThatThrownBy(() -> log.pruning(null).run())
                        .hasMessageContaining("lock timeout");
            }
            return log.stack
                    .as(PostgresServer.AUDIT)
                    .sql("SELECT id FROM audit.event WHERE action = 'retention.prune'")
                    .query(UUID.class)
                    .single();
        }

        static List<String> otherWays() {
            return List.of(
                    "DELETE FROM audit.event",
                    "TRUNCATE audit.event",
                    "ALTER TABLE audit.event DETACH PARTITION audit.event_at_other_times",
                    "DROP TABLE audit.event_at_other_times",
                    "INSERT INTO audit.retention (kept) VALUES (interval '6 months')",
                    "DELETE FROM audit.hold",
                    "DELETE FROM audit.hold_lifting",
                    "DELETE FROM audit.pruned",
                    "INSERT INTO audit.pruning (partition_name, pruned_at, kept, bodies,"
                            + " stayed, announcement) VALUES ('x', now(), interval '6 years', 1, 0, gen_random_uuid())",
                    "INSERT INTO audit.pruned (first_index, last_index, pruning) VALUES (0, 9, 1)",
                    "CREATE OR REPLACE FUNCTION audit.retention_now() RETURNS timestamptz"
                            + " LANGUAGE sql STABLE AS 'SELECT now()'");
        }

        @Test
        void may_not_ask_for_it_past_the_second_clock() {
            for (String role : List.of(PostgresServer.AUDIT, PostgresServer.APP)) {
                assertThat(
                                log.stack
                                        .as(PostgresServer.OWNER)
                                        .sql(
                                                "SELECT has_function_privilege(?,"
                                                        + " 'audit.prune_as_announced(text, uuid)', 'EXECUTE')")
                                        .param(role)
                                        .query(Boolean.class)
                                        .single())
                        .as(role)
                        .isFalse();
            }
        }

        @Test
        void has_no_other_way() {
            for (String sql : otherWays()) {
                refused(PostgresServer.AUDIT, sql);
                refused(PostgresServer.APP, sql);
            }
        }

        @Test
        void and_the_owner_is_refused_a_bare_deletion_too() throws Exception {
            log.record("mps.officer", 5, "camden/hmo");
            log.hold(null, HoldKind.PERSON, "lfb.officer");
            log.itIs(log.termIsOver());
            log.pruning().run();

            for (String table :
                    List.of(
                            "event",
                            "event_at_other_times",
                            "hold",
                            "hold_lifting",
                            "pruning",
                            "pruned",
                            "retention")) {
                refused(PostgresServer.OWNER, "DELETE FROM audit." + table);
                refused(PostgresServer.OWNER, "TRUNCATE audit." + table + " CASCADE");
            }
        }
    }

    @Nested
    class A_sweep {
        @Test
        void deletes_nothing_while_the_clocks_of_database_and_platform_disagree() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.databaseSays(log.termIsOver());

            assertThat(log.pruning().run()).isEqualTo(Pruning.Swept.NOTHING);
            assertThat(log.bodies()).isEqualTo(20);
            assertThat(log.stack.faults())
                    .singleElement()
                    .asString()
                    .contains("No bodies are deleted");

            log.itIs(log.termIsOver());
            assertThat(log.pruning().run().bodies()).isEqualTo(20);
        }

        @Test
        void that_is_made_twice_deletes_once() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());

            assertThat(log.pruning().run().bodies()).isEqualTo(20);
            long size = log.size();
            assertThat(log.pruning().run().bodies()).isZero();
            assertThat(log.size()).isEqualTo(size);
        }

        @Test
        void does_nothing_while_another_platform_sweeps() throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());
            try (Connection other = log.stack.connect(PostgresServer.AUDIT)) {
                other.createStatement().execute("SELECT pg_advisory_lock(" + Pruning.LOCK + ")");

                assertThat(log.pruning().run()).isEqualTo(Pruning.Swept.NOTHING);
                // what closing does, the server does some time later
                other.createStatement().execute("SELECT pg_advisory_unlock(" + Pruning.LOCK + ")");
            }
            assertThat(log.pruning().run().bodies()).isEqualTo(20);
        }

        @Test
        void that_was_broken_off_after_its_announcement_does_not_announce_it_again()
                throws Exception {
            log.record("mps.officer", 20, "camden/hmo");
            log.itIs(log.termIsOver());
            try (Connection reader = log.stack.connect(PostgresServer.AUDIT)) {
                reader.setAutoCommit(false);
                reader.createStatement().execute("SELECT count(*) FROM audit.event");
                assertThatThrownBy(() -> log.pruning().run()).hasMessageContaining("lock timeout");
            }

            assertThat(log.pruning().run().bodies()).isEqualTo(20);
            assertThat(
                            log.stack.count(
                                    "SELECT count(*) FROM audit.event WHERE action = 'retention.prune'"))
                    .isEqualTo(1);
        }
    }
}
