package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.conditions.ConditionAsk;
import city.datastore.access.conditions.Conditions;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Demand;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes of the platform over one database: what is stopped on one is stopped on the other when
 * the call that stops it returns. {@code -Draces=1000} races more often than the suite does.
 */
class RevocationIT {
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final PurposeCode PURPOSE = new PurposeCode("spend-analysis");
    private static final Caller LEAD = People.lead("brent");
    private static final Caller OFFICER = People.officer("gla");
    private static final int RACES = Integer.getInteger("races", 5);
    private static final int READERS = 2;
    private static final Duration BOUND = Duration.ofMillis(500);

    private static final RunningPlatform ONE = RunningPlatform.shared();

    private static Link link;
    private static RunningPlatform other;

    @BeforeAll
    static void start_another_node() throws IOException {
        var database = URI.create(url().substring("jdbc:".length()));
        link = new Link(database.getPort());
        other =
                RunningPlatform.on(
                        ONE.stack(),
                        Map.of(
                                "DATASTORE_PORT",
                                freePort(),
                                "DATASTORE_DB_URL",
                                url().replace(":" + database.getPort(), ":" + link.port())));
    }

    @AfterAll
    static void stop_it() {
        link.restore();
        other.close();
        link.close();
    }

    /** How access is stopped. */
    enum Stop {
        REVOKE {
            @Override
            void run(Shared shared) {
                ONE.bean(Grants.class).revoke(LEAD, shared.grant.held().id(), "stop");
            }
        },
        SUSPEND {
            @Override
            void run(Shared shared) {
                ONE.bean(Agreements.class).suspend(LEAD, shared.agreement, "stop");
            }
        },
        TERMINATE {
            @Override
            void run(Shared shared) {
                ONE.bean(Agreements.class).terminate(LEAD, shared.agreement, "stop");
            }
        },
        LEAVE {
            @Override
            void run(Shared shared) {
                ONE.bean(Agreements.class).leave(LEAD, shared.agreement, "stop");
            }
        },
        BAR {
            @Override
            void run(Shared shared) {
                forbid(Prohibition.Kind.BAR, shared.dataset, OFFICER.person().value());
            }
        },
        FREEZE {
            @Override
            void run(Shared shared) {
                forbid(Prohibition.Kind.FREEZE, shared.dataset, null);
            }
        },
        CONDITION {
            @Override
            void run(Shared shared) {
                ONE.bean(Conditions.class)
                        .set(
                                LEAD,
                                new ConditionAsk(
                                        Demand.Kind.NETWORKS,
                                        shared.dataset,
                                        List.of(),
                                        "City Hall",
                                        List.of("192.0.2.0/24"),
                                        "stop"));
            }
        },
        ROLE_POLICY {
            @Override
            void run(Shared shared) {
                ONE.bean(RolePolicies.class)
                        .set(
                                LEAD,
                                new RolePolicyAsk(
                                        shared.dataset,
                                        Map.of(
                                                "read-under-agreement",
                                                List.of("caldicott-guardian"),
                                                "read-own-data",
                                                List.of("data-steward"),
                                                "read-in-emergency",
                                                List.of("officer")),
                                        0,
                                        "stop"));
            }
        };

        abstract void run(Shared shared);

        private static void forbid(
                Prohibition.Kind kind, DatasetId dataset, @Nullable String whom) {
            ONE.bean(Prohibitions.class)
                    .set(LEAD, new ProhibitionAsk(kind, dataset, whom, null, "stop"));
        }
    }

    /** A dataset of Brent's that the GLA's officer may read. */
    record Shared(DatasetId dataset, AgreementRef agreement, Grant grant) {}

    @Nested
    class What_is_stopped_on_one_node {
        @ParameterizedTest
        @EnumSource
        void is_refused_on_the_other_from_the_instant_at_which_the_call_returns(Stop stop)
                throws Exception {
            int decided = 0;
            long remembered = other.bean(Gatekeeper.class).decidedFromIndex();
            for (int race = 0; race < RACES; race++) {
                decided += race(stop);
            }
            assertThat(decided).as("decisions that raced").isGreaterThan(RACES);
            assertThat(other.bean(Gatekeeper.class).decidedFromIndex())
                    .as("decisions from memory")
                    .isGreaterThan(remembered);
        }

        /** The number of decisions made; fails when one that began afterwards said yes. */
        private int race(Stop stop) throws Exception {
            var shared = share(1);
            var question = question(shared);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(other.bean(LeasedIndex.class)::leased);
            var returned = new AtomicLong(Long.MAX_VALUE);
            var over = new AtomicBoolean();
            var decisions = new AtomicInteger();
            var yes = new CountDownLatch(READERS);
            var readers =
                    IntStream.range(0, READERS)
                            .mapToObj(_ ->
                                    CompletableFuture.runAsync(() -> {
                                        var gate = other.bean(Gatekeeper.class);
                                        while (!over.get()) {
                                            long began = System.nanoTime();
                                            boolean allowed =
                                                    gate.explain(question)
                                                            instanceof Judgement.Allowed;
                                            decisions.incrementAndGet();
                                            if (allowed) {
                                                yes.countDown();
                                                assertThat(began - returned.get())
                                                        .as("began after the stop returned")
                                                        .isNegative();
                                            }
                                        }
                                    }))
                            .toList();
            yes.await();
            stop.run(shared);
            returned.set(System.nanoTime());
            int before = decisions.get();
            while (decisions.get() < before + 2 * READERS
                    && readers.stream().noneMatch(CompletableFuture::isDone)) {
                Thread.onSpinWait();
            }
            over.set(true);
            for (var reader : readers) {
                reader.get();
            }
            return decisions.get();
        }

        @ParameterizedTest
        @EnumSource
        void ends_downloads_from_the_other_within_half_a_second(Stop stop) throws Exception {
            var shared = share(8 << 20);
            var sink = new Slow();
            var download = download(shared, sink);
            sink.began.await();

            stop.run(shared);
            long returned = System.nanoTime();

            assertThat(download)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UncheckedIOException.class);
            assertThat(sink.last.get() - returned).isLessThan(BOUND.toNanos());
        }
    }

    @Nested
    class A_node_that_is_cut_off_from_the_database {
        @Test
        void allows_nothing_and_knows_of_the_stop_when_it_is_back() throws Exception {
            var shared = share(1);
            var question = question(shared);
            var gate = other.bean(Gatekeeper.class);
            assertThat(gate.explain(question)).isInstanceOf(Judgement.Allowed.class);

            link.cut();
            long asked = System.nanoTime();
            Stop.REVOKE.run(shared);
            var took = Duration.ofNanos(System.nanoTime() - asked);
            boolean leased = other.bean(LeasedIndex.class).leased();
            var answer = CompletableFuture.supplyAsync(() -> gate.explain(question));
            var meanwhile = answer.getNow(null);
            link.restore();

            System.out.printf("a stop with a node cut off took %d ms%n", took.toMillis());
            assertThat(leased).as("the node that is cut off may decide from memory").isFalse();

            assertThat(meanwhile instanceof Judgement.Allowed).isFalse();
            assertThat(answer.get()).isInstanceOf(Judgement.Refused.class);
            assertThat(
                            Awaitility.await()
                                    .atMost(Duration.ofSeconds(60))
                                    .until(
                                            () -> gate.explain(question).toString(),
                                            said -> !said.contains("facts-unavailable")))
                    .contains("grant-revoked");
        }

        @Test
        void lets_no_bytes_out_either_then_or_when_it_is_back() throws Exception {
            var shared = share(8 << 20);
            var sink = new Slow();
            var download = download(shared, sink);
            sink.began.await();

            link.cut();
            Stop.REVOKE.run(shared);
            long returned = System.nanoTime();
            LockSupport.parkNanos(BOUND.toNanos());
            boolean over = download.isDone();
            link.restore();

            assertThat(over).as("it waits for an answer").isFalse();
            assertThat(download)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UncheckedIOException.class);
            assertThat(sink.last.get() - returned).isLessThan(BOUND.toNanos());
        }
    }

    /** From the other node, to the end of the file or to the end of the right to read it. */
    private static CompletableFuture<Void> download(Shared shared, Slow sink) {
        var reading = new Reading(shared.dataset, 1, shared.agreement, PURPOSE);
        return CompletableFuture.runAsync(() -> {
            try (var opened = other.bean(Datasets.class).open(OFFICER, reading)) {
                opened.transferTo(sink);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Question question(Shared shared) {
        return new Question(
                OFFICER,
                Act.READ_CONTENT,
                new Target.OfVersion(shared.dataset, 1),
                shared.agreement,
                PURPOSE);
    }

    private static Shared share(int bytes) {
        var bench = new Workbench(ONE);
        var id = new DatasetId(BRENT, Workbench.freshName());
        bench.datasets().create(People.steward("brent"), Workbench.draft("brent", id.name()));
        bench.datasets()
                .upload(
                        People.steward("brent"),
                        id,
                        new Upload(
                                new ByteArrayInputStream(new byte[bytes]),
                                "application/octet-stream",
                                null,
                                null,
                                null));
        var agreements = ONE.bean(Agreements.class);
        var now = Instant.now();
        var terms =
                new Terms(
                        "Spending for city-wide analysis",
                        List.of(
                                new Terms.Party(BRENT, "independent_controller", true, false),
                                new Terms.Party(GLA, "independent_controller", false, true)),
                        List.of(new Terms.Scope(id, ColumnScope.ALL)),
                        List.of(new Terms.Purpose(PURPOSE, "Compare what boroughs spend")),
                        Set.of(PermittedAction.READ),
                        new Terms.LawfulBasis("6(1)(e)", null, null, List.of()),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(300)),
                        now.plus(Duration.ofDays(200)),
                        Particulars.NONE);
        var reference = agreements.draft(LEAD, terms).value().head().reference();
        agreements.propose(LEAD, reference, null);
        agreements.approve(People.lead("gla"), reference, "agreed", null);
        var requests = ONE.bean(AccessRequests.class);
        var until = now.plus(Duration.ofDays(30));
        var asked =
                requests.ask(
                        OFFICER,
                        new AccessRequests.Ask(
                                id,
                                reference,
                                PURPOSE,
                                Set.of(PermittedAction.READ),
                                until,
                                "For the comparison of spending"));
        var grant = requests.grant(LEAD, asked.value().asked().id(), until, null, "granted");
        return new Shared(id, reference, grant.value());
    }

    private static String url() {
        return Objects.requireNonNull(ONE.stack().platformSettings().get("DATASTORE_DB_URL"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Takes what it is given slowly, and knows when it was last given something. */
    private static final class Slow extends OutputStream {
        private final CountDownLatch began = new CountDownLatch(1);
        private final AtomicLong last = new AtomicLong();

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            last.set(System.nanoTime());
            began.countDown();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
