package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import city.datastore.access.clocks.ClockCheck;
import city.datastore.access.clocks.DatabaseClock;
import city.datastore.access.clocks.TwoClocks;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.grounds.StoredGrounds;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.EmergencySource;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.Target;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.desk.DeskException;
import city.datastore.platform.desk.ReaderDesk;
import city.datastore.stack.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A second node, whose clock is turned while it runs; the database's is right. */
class TurnedClockIT extends SharingRoom {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration BOUND = Duration.ofMillis(500);

    private static volatile Duration turned = Duration.ZERO;
    private static final Clock CLOCK =
            ((InstantSource) () -> Instant.now().plus(turned)).withZone(ZoneOffset.UTC);

    private static RunningPlatform node;

    @BeforeAll
    static void start_another_node() throws IOException {
        node =
                RunningPlatform.on(
                        RunningPlatform.shared().stack(),
                        Map.of("DATASTORE_PORT", freePort()),
                        CLOCK);
    }

    @AfterAll
    static void stop_it() {
        node.close();
    }

    @BeforeEach
    void turn_it_back() {
        turned = Duration.ZERO;
        Awaitility.await().atMost(PATIENCE).until(node.bean(LeasedIndex.class)::leased);
    }

    /** Where a gate on that node takes its facts from. */
    enum Path {
        /** As the node is wired. */
        INDEX {
            @Override
            Gatekeeper gate() {
                return node.bean(Gatekeeper.class);
            }
        },

        /** As where the feed was never seen: no index, and nobody who sees the database's clock. */
        DATABASE {
            @Override
            Gatekeeper gate() {
                return gateWithoutIndex(
                        new TwoClocks(
                                CLOCK,
                                new DatabaseClock(node.bean(DataSource.class)),
                                Duration.ofSeconds(10),
                                (_, _) -> {}));
            }
        };

        abstract Gatekeeper gate();
    }

    @Nested
    class A_clock_that_is_set_back {
        @ParameterizedTest
        @EnumSource
        void brings_nothing_back_that_has_ended(Path path) {
            var gate = path.gate();
            var shared = share(1);
            hold(shared, HALF_AN_HOUR.multipliedBy(-2), HALF_AN_HOUR.negated());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(codes(gate, shared)).containsExactly("grant-expired"));

            turned = HOUR.multipliedBy(-3).dividedBy(4);

            assertThat(codes(gate, shared)).containsExactly("clocks-disagree");
            assertThat(codes(gateWithoutIndex(ClockCheck.NONE), shared))
                    .as("what a gate says that believes its clock")
                    .isEmpty();

            turned = Duration.ZERO;
            assertThat(codes(gate, shared)).containsExactly("grant-expired");
        }

        @ParameterizedTest
        @EnumSource
        void keeps_people_from_reading_until_it_is_right_again(Path path) {
            var gate = path.gate();
            var shared = share(1);
            assertThat(codes(gate, shared)).isEmpty();

            turned = HOUR.negated();
            assertThat(codes(gate, shared)).containsExactly("clocks-disagree");

            turned = Duration.ZERO;
            assertThat(codes(gate, shared)).isEmpty();
        }

        @Test
        void is_on_the_record_with_every_reading_that_it_keeps_from() {
            var shared = share(1);
            turned = HOUR.negated();

            var refused =
                    catchThrowableOfType(
                            RefusedException.class,
                            () -> node.bean(Gatekeeper.class).admit(shared.question()));

            assertThat(refused.judgement().next()).contains("one of its clocks is wrong");
            assertThat(
                            bench.trail(
                                    shared.dataset,
                                    found ->
                                            found.stream()
                                                    .anyMatch(stored ->
                                                            stored.event()
                                                                    .id()
                                                                    .equals(refused.event()))))
                    .filteredOn(stored -> stored.event().id().equals(refused.event()))
                    .singleElement()
                    .satisfies(stored ->
                            assertThat(stored.event().outcome().reasons())
                                    .extracting(Reason::code)
                                    .containsExactly("clocks-disagree"));
        }

        @Test
        void ends_downloads_within_half_a_second() {
            var shared = share(8 << 20);
            var sink = new Slow(() -> turned = HOUR.negated());

            try (var opened =
                    node.bean(Datasets.class)
                            .open(
                                    officer,
                                    new Reading(shared.dataset, 1, shared.agreement, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.last.get() - sink.first.get()).isLessThan(BOUND.toNanos());
            assertThat(bench.trail(shared.dataset, found -> found.stream().anyMatch(this::ended)))
                    .filteredOn(this::ended)
                    .singleElement()
                    .satisfies(stored ->
                            assertThat(stored.event().outcome().reasons())
                                    .extracting(Reason::code)
                                    .containsExactly("clocks-disagree"));
        }

        private boolean ended(StoredEvent stored) {
            return stored.event().action().equals(ReleaseRecord.RELEASE);
        }

        @Test
        void keeps_it_from_being_said_that_nobody_may_read() {
            var shared = share(1);
            var desk = node.bean(ReaderDesk.class);
            var any = new ReaderDesk.Reading(null, null, Judgement.Allowed.class::isInstance);
            turned = HOUR.negated();

            var doubt =
                    catchThrowableOfType(
                            DeskException.InDoubt.class,
                            () ->
                                    desk.readers(
                                            People.lead("brent"), shared.dataset, any, null, 50));

            assertThat(doubt.refused().missing())
                    .extracting(Reason::code)
                    .containsExactly("clocks-disagree");
        }

        @Test
        void keeps_nobody_from_stopping_what_is_allowed() {
            var shared = share(1);
            turned = HOUR.negated();

            node.bean(Grants.class)
                    .revoke(People.lead("brent"), shared.grant.held().id(), "no longer needed");

            assertThat(codes(platform.bean(Gatekeeper.class), shared))
                    .containsExactly("grant-revoked");
        }

        @Test
        void is_told_to_auditors_and_to_whoever_watches_the_node() {
            turned = HOUR.negated();

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(alerts())
                                    .singleElement()
                                    .asString()
                                    .contains(" seconds ", "that node lets nobody read")
                                    .contains(" the database's, which said "));
            assertThat(node.bean(MeterRegistry.class).get("datastore.clocks.ahead").gauge().value())
                    .isCloseTo(-3_600, within(1.0));
        }
    }

    @Nested
    class A_clock_that_is_set_ahead {
        @ParameterizedTest
        @EnumSource
        void begins_nothing_before_its_time(Path path) {
            var gate = path.gate();
            var shared = share(1);
            hold(shared, HALF_AN_HOUR, HOUR.multipliedBy(2));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(codes(gate, shared)).containsExactly("grant-not-started"));

            turned = HOUR;

            assertThat(codes(gate, shared)).containsExactly("clocks-disagree");
            assertThat(codes(gateWithoutIndex(ClockCheck.NONE), shared))
                    .as("what a gate says that believes its clock")
                    .isEmpty();

            turned = Duration.ZERO;
            assertThat(codes(gate, shared)).containsExactly("grant-not-started");
        }
    }

    @Nested
    class A_clock_that_is_a_little_wrong {
        @ParameterizedTest
        @EnumSource
        void is_believed(Path path) {
            var gate = path.gate();
            var shared = share(1);
            hold(shared, HOUR.negated(), HOUR);
            Awaitility.await().atMost(PATIENCE).until(() -> codes(gate, shared).isEmpty());
            for (int seconds : List.of(-8, 8)) {
                turned = Duration.ofSeconds(seconds);
                assertThat(codes(gate, shared)).as("%d seconds", seconds).isEmpty();
            }
            for (int seconds : List.of(-11, 11)) {
                turned = Duration.ofSeconds(seconds);
                assertThat(codes(gate, shared))
                        .as("%d seconds", seconds)
                        .containsExactly("clocks-disagree");
            }
        }

        @Test
        void is_measured_without_asking_again() {
            var gate = node.bean(Gatekeeper.class);
            var shared = share(1);
            Awaitility.await().atMost(PATIENCE).until(() -> codes(gate, shared).isEmpty());
            long index = gate.decidedFromIndex();

            turned = Duration.ofSeconds(8);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> codes(gate, shared).isEmpty() && gate.decidedFromIndex() > index);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<String> codes(Gatekeeper gate, Shared shared) {
        return switch (gate.explain(shared.question())) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    private static Gatekeeper gateWithoutIndex(ClockCheck clocks) {
        return new Gatekeeper(
                node.bean(PolicyEngine.class),
                node.bean(PermitSource.class),
                node.bean(GrantSource.class),
                node.bean(ProhibitionSource.class),
                node.bean(ConditionSource.class),
                node.bean(RolePolicySource.class),
                node.bean(EmergencySource.class),
                new LeasedIndex(),
                node.bean(StoredGrounds.class),
                node.bean(Recorder.class),
                CLOCK,
                clocks);
    }

    /** From then until then, seen from now. */
    private static void hold(Shared shared, Duration from, Duration until) {
        database(PostgresServer.OWNER)
                .sql(
                        "UPDATE access.access_grant SET from_at = now() + make_interval(secs => ?),"
                                + " until_at = now() + make_interval(secs => ?) WHERE id = ?")
                .params(from.toSeconds(), until.toSeconds(), shared.grant.held().id().value())
                .update();
    }

    private static List<String> alerts() {
        return database(PostgresServer.AUDIT)
                .sql("SELECT reason FROM audit.alert WHERE subject = 'clock of a node'")
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    private static JdbcClient database(String role) {
        var postgres = node.stack().postgres();
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl(), role, postgres.password(role)));
    }

    /** A dataset that the officer may read. */
    private record Shared(DatasetId dataset, AgreementRef agreement, Grant grant) {
        Question question() {
            return new Question(
                    People.officer("gla"),
                    Act.READ_CONTENT,
                    new Target.OfVersion(dataset, 1),
                    agreement,
                    PURPOSE);
        }
    }

    private Shared share(int bytes) {
        var id = dataset(List.of());
        upload(id, new byte[bytes], "application/octet-stream");
        var reference = agreed(id, ColumnScope.ALL);
        return new Shared(id, reference, granted(id, reference));
    }

    /** Takes what it is given slowly; something happens when it is given the first. */
    private static final class Slow extends OutputStream {
        private final Runnable atFirst;
        private final AtomicLong first = new AtomicLong();
        private final AtomicLong last = new AtomicLong();

        Slow(Runnable taken) {
            this.atFirst = taken;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            last.set(System.nanoTime());
            if (first.compareAndSet(0, last.get())) {
                atFirst.run();
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
