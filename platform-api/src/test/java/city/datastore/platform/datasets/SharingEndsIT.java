package city.datastore.platform.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.requests.Grant;
import city.datastore.access.requests.Grants;
import city.datastore.agreements.Terms;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.permits.Impact;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.platform.People;
import city.datastore.platform.desk.ImpactDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What ends a reading that was allowed, before it begins or under way. */
class SharingEndsIT extends SharingRoom {
    private void revoke(Grant grant) {
        platform.bean(Grants.class)
                .revoke(People.lead("brent"), grant.held().id(), "no longer needed");
    }

    @Nested
    class A_grant_that_is_revoked {
        @Test
        void ends_the_download_under_way_and_refuses_the_next() {
            var id = dataset(List.of());
            byte[] large = new byte[24 << 20];
            upload(id, large, "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            var grant = granted(id, reference);
            var sink = new Stopping(() -> revoke(grant));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThat(opened.wholeFile()).isTrue();
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThatThrownBy(() -> read(id, reference)).isInstanceOf(RefusedException.class);
            var ended =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release failed"));
            assertThat(ended)
                    .filteredOn(stored -> stored.event().action().name().equals("dataset.release"))
                    .singleElement()
                    .satisfies(stored ->
                            assertThat(stored.event().outcome().reasons())
                                    .extracting(reason -> reason.code())
                                    .containsExactly("cut-off"));
        }
    }

    @Nested
    class A_grant_that_is_revoked_while_no_more_rows_pass {
        @Test
        void ends_the_download_although_there_is_nothing_more_to_write() {
            var id = dataset(List.of("a", "b"));
            // 64 KiB of rows that pass, which are handed on, and then none
            var file = "a,b\n" + "1,2\n".repeat((1 << 14) - 1) + "2,2\n".repeat(1_000);
            upload(id, file.getBytes(UTF_8), "text/csv");
            var ones = new RowCondition("a", RowCondition.Test.EQUALS, List.of("1"));
            var reference =
                    agreed(
                            new Terms.Scope(
                                    id,
                                    ColumnScope.ALL,
                                    new Protection(Map.of(), new RowFilter(List.of(ones)))));
            var grant = granted(id, reference);
            var sink = new Stopping(() -> revoke(grant));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isEqualTo(1 << 16);
            assertThat(sink.flushed).isFalse();
            var ended =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release failed"));
            assertThat(ended)
                    .extracting(stored -> stored.event().action().name())
                    .contains("dataset.release");
        }
    }

    @Nested
    class A_grant_that_is_revoked_while_the_last_bytes_wait_for_their_reader {
        /** Takes them all when the connection is cut, and fails in nothing. */
        @Test
        void leaves_a_download_on_the_record_that_was_cut_off() {
            var id = dataset(List.of());
            upload(id, new byte[100], "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            var grant = granted(id, reference);
            var cut = new AtomicBoolean();
            var sink =
                    new ByteArrayOutputStream() {
                        @Override
                        public void flush() {
                            platform.bean(Grants.class)
                                    .revoke(
                                            People.lead("brent"),
                                            grant.held().id(),
                                            "no longer needed");
                            while (!cut.get()) {
                                Thread.onSpinWait();
                            }
                        }
                    };

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                opened.cutBy(() -> cut.set(true));
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.size()).isEqualTo(100);
            var _ =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release failed"));
        }
    }

    @Nested
    class An_agreement_of_which_a_version_that_shows_less_takes_effect {
        private @Nullable Impact foreseen;

        @Test
        void ends_the_download_under_way_that_it_was_foreseen_to_and_gives_less_the_next_time()
                throws IOException {
            var id = dataset(List.of("a", "b"));
            byte[] large = ("a,b\n" + "1,2\n".repeat(6 << 20)).getBytes(UTF_8);
            upload(id, large, "text/csv");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            var sink = new Stopping(() -> vary(id, reference));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThat(new String(read(id, reference), UTF_8)).startsWith("a\n1\n");
            assertThat(foreseen)
                    .extracting(Impact::grants)
                    .isEqualTo(List.of(new Impact.Touched(GLA, id, 0, 1, 0, 1)));
            Workbench.await(() -> underWay(reference), Map::isEmpty);
        }

        private Map<GrantId, Integer> underWay(AgreementRef reference) {
            return platform.bean(ReleasesUnderWay.class).under(reference);
        }

        private void asOwner(String sql) {
            try (var connection = platform.stack().postgres().connect("datastore_owner");
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Meanwhile the database does not take what it is told of releases, and then does. */
        private void vary(DatasetId id, AgreementRef reference) {
            var variations = platform.bean(Variations.class);
            var signing = platform.bean(VariationSigning.class);
            var brent = People.lead("brent");
            long revision = variations.begin(brent, reference).value().head().revision();
            var less = new Terms.Scope(id, ColumnScope.only(List.of("a")));
            variations.edit(brent, reference, revision, terms(less));
            signing.propose(brent, reference, null);
            asOwner("revoke insert on platform.release_under_way from datastore_app");
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .until(() -> underWay(reference).isEmpty());
            asOwner("grant insert on platform.release_under_way to datastore_app");
            Workbench.await(() -> underWay(reference), under -> !under.isEmpty());
            var varied = variations.see(brent, reference).value().orElseThrow();
            foreseen = platform.bean(ImpactDesk.class).of(varied);
            signing.approve(People.lead("gla"), reference, "less will do", null);
        }
    }

    @Nested
    class Somebody_who_left {
        @Test
        void reads_nothing_by_the_grant_that_they_still_hold() throws IOException {
            var id = dataset(List.of("a"));
            upload(id, "a\n1\n".getBytes(UTF_8), "text/csv");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            assertThat(read(id, reference)).isNotEmpty();

            refused(id, reference, left(new AgencyCode("mps"), officer.roles()));
            refused(id, reference, left(null, officer.roles()));
            refused(id, reference, left(officer.agency(), Set.of()));
        }

        /** The same person, as their token would name them since. */
        private Caller left(@Nullable AgencyCode agency, Set<Role> roles) {
            return new Caller(
                    officer.person(),
                    officer.username(),
                    agency,
                    roles,
                    officer.stepUp(),
                    officer.request());
        }

        private void refused(DatasetId id, AgreementRef reference, Caller caller) {
            assertThatThrownBy(() ->
                            bench.datasets().open(caller, new Reading(id, 1, reference, PURPOSE)))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Nested
    class A_grant_that_is_revoked_between_the_decision_and_the_first_byte {
        @Test
        void releases_nothing() {
            var id = dataset(List.of());
            upload(id, new byte[1 << 20], "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            var grant = granted(id, reference);
            var out = new ByteArrayOutputStream();

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                revoke(grant);
                assertThatThrownBy(() -> opened.transferTo(out))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(out.size()).isZero();
        }
    }

    @Nested
    class An_owner_who_freezes_the_dataset {
        @Test
        void ends_the_download_under_way_and_refuses_the_next_also_to_its_own_steward() {
            var id = dataset(List.of());
            byte[] large = new byte[24 << 20];
            upload(id, large, "application/octet-stream");
            var reference = agreed(id, ColumnScope.ALL);
            granted(id, reference);
            var freeze =
                    new ProhibitionAsk(
                            Prohibition.Kind.FREEZE, id, null, null, "An inquiry has begun.");
            var sink =
                    new Stopping(() ->
                            platform.bean(Prohibitions.class).set(People.lead("brent"), freeze));

            try (var opened =
                    bench.datasets().open(officer, new Reading(id, 1, reference, PURPOSE))) {
                assertThatThrownBy(() -> opened.transferTo(sink))
                        .isInstanceOf(CutOffException.class);
            }

            assertThat(sink.written).isLessThan(large.length);
            assertThatThrownBy(() -> read(id, reference))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("frozen");
            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(RefusedException.class);
        }
    }

    /**
     * Has reading stopped when the first bytes have gone out, and takes no more of them before the
     * download is due to be asked about again.
     */
    private static final class Stopping extends OutputStream {
        private final Runnable stop;
        private long written;
        private boolean flushed;

        Stopping(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (written == 0) {
                stop.run();
                await(WatchedStream.MAX_TIME_UNASKED);
            }
            written += length;
        }

        @Override
        public void flush() {
            flushed = true;
        }

        private static void await(Duration time) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < time.toNanos()) {
                LockSupport.parkNanos(time.toNanos());
            }
        }
    }
}
