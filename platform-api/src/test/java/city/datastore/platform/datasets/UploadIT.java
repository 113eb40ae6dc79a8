package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UploadIT {
    private static final byte[] FILE = bytes(3_000_000);

    private final Workbench bench = new Workbench(RunningPlatform.shared());
    private final Caller steward = People.steward("camden");
    private DatasetId id;

    @BeforeEach
    void aDataset() {
        id = bench.created(steward);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private void assertThatNothingIsKept() {
        assertThat(bench.datasets().versions(steward, id, PageRequest.first()).items()).isEmpty();
        assertThat(bench.files(id)).isEmpty();
        assertThat(bench.rows("reservation", id)).isZero();
    }

    @Nested
    class A_file_of_three_segments {
        @Test
        void comes_out_as_it_went_in() throws IOException {
            Version stored = bench.store(steward, id, FILE).value();

            assertThat(stored.sha256()).isEqualTo(Workbench.sha256(FILE));
            assertThat(stored.sizeBytes()).isEqualTo(FILE.length);
            assertThat(bench.read(steward, id, null)).isEqualTo(FILE);
        }

        @Test
        void gives_the_bytes_of_a_range() throws IOException {
            bench.store(steward, id, FILE);
            var out = new java.io.ByteArrayOutputStream();

            try (var opened = bench.datasets().open(steward, new Reading(id, 1, null, null))) {
                opened.transferTo(out, 1_048_570, 1_048_590);
            }

            assertThat(out.toByteArray())
                    .isEqualTo(java.util.Arrays.copyOfRange(FILE, 1_048_570, 1_048_590));
        }

        @Test
        void leaves_the_decision_and_the_change_on_the_record() {
            bench.store(steward, id, FILE);

            var events = bench.trail(id, found -> found.size() >= 4);

            assertThat(Workbench.lines(events))
                    .containsExactlyInAnyOrder(
                            "dataset.create allowed",
                            "dataset.create done",
                            "dataset.upload allowed",
                            "dataset.upload done");
        }

        @Test
        void is_read_with_the_decision_before_and_the_release_after() throws IOException {
            bench.store(steward, id, FILE);
            bench.read(steward, id, 1);

            var events =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release done"));

            assertThat(Workbench.lines(events)).contains("dataset.read allowed");
            assertThat(events.getFirst().event().about().bytes()).isEqualTo(FILE.length);
        }

        @Test
        void is_the_next_version_and_never_replaces_one() throws IOException {
            bench.store(steward, id, FILE);
            byte[] second = "second".getBytes(StandardCharsets.UTF_8);
            bench.store(steward, id, second);

            assertThat(bench.datasets().versions(steward, id, PageRequest.first()).items())
                    .extracting(version -> version.id().number())
                    .containsExactly(2, 1);
            assertThat(bench.read(steward, id, 1)).isEqualTo(FILE);
            assertThat(bench.read(steward, id, null)).isEqualTo(second);
        }
    }

    @Nested
    class Bad_bytes {
        @Test
        void of_no_length_are_refused() {
            assertThatThrownBy(() -> bench.store(steward, id, new byte[0]))
                    .isInstanceOf(DatasetException.Empty.class);
            assertThatNothingIsKept();
        }

        @Test
        void with_another_digest_than_announced_are_refused() {
            var upload =
                    Workbench.upload(new ByteArrayInputStream(FILE), null, "0".repeat(64), null);

            assertThatThrownBy(() -> bench.datasets().upload(steward, id, upload))
                    .isInstanceOf(DatasetException.DigestMismatch.class)
                    .hasMessageContaining(Workbench.sha256(FILE));
            assertThatNothingIsKept();
        }

        @Test
        void beyond_the_limit_are_refused_however_they_are_announced() {
            var room = bench.room(1000);

            assertThatThrownBy(() -> room.datasets().upload(steward, id, Workbench.upload(FILE)))
                    .isInstanceOf(DatasetException.TooLarge.class)
                    .hasMessageContaining("1000");
            assertThatThrownBy(() ->
                            room.datasets()
                                    .upload(
                                            steward,
                                            id,
                                            Workbench.upload(
                                                    InputStream.nullInputStream(),
                                                    1001L,
                                                    null,
                                                    null)))
                    .isInstanceOf(DatasetException.TooLarge.class);
            room.sweep().close();
            assertThatNothingIsKept();
        }

        @Test
        void that_break_off_half_way_are_refused() {
            var upload = Workbench.upload(new Cut(FILE, 2_000_000), null, null, null);

            assertThatThrownBy(() -> bench.datasets().upload(steward, id, upload))
                    .isInstanceOf(DatasetException.CutShort.class);
            assertThatNothingIsKept();
        }

        @Test
        void that_are_fewer_than_announced_are_refused() {
            var upload =
                    Workbench.upload(new ByteArrayInputStream(FILE), FILE.length + 1L, null, null);

            assertThatThrownBy(() -> bench.datasets().upload(steward, id, upload))
                    .isInstanceOf(DatasetException.CutShort.class)
                    .hasMessageContaining("3000000 of 3000001");
            assertThatNothingIsKept();
        }

        @Test
        void free_the_number_that_they_had_taken() {
            assertThatThrownBy(() -> bench.store(steward, id, new byte[0]))
                    .isInstanceOf(DatasetException.Empty.class);

            assertThat(bench.store(steward, id, FILE).value().id().number()).isEqualTo(1);
        }
    }

    @Nested
    class Somebody_without_the_right {
        @Test
        void is_refused_before_a_byte_is_read_and_that_is_on_the_record() {
            var unread = new Cut(FILE, 0);

            assertThatThrownBy(() ->
                            bench.datasets()
                                    .upload(
                                            People.steward("brent"),
                                            id,
                                            Workbench.upload(unread, null, null, null)))
                    .isInstanceOf(RefusedException.class);
            assertThat(
                            Workbench.lines(
                                    bench.trail(
                                            id,
                                            found ->
                                                    Workbench.lines(found)
                                                            .contains("dataset.upload refused"))))
                    .doesNotContain("dataset.upload allowed");
            assertThatNothingIsKept();
        }
    }

    @Nested
    class Two_uploads_at_once {
        @Test
        void get_different_numbers_and_are_both_kept() throws Exception {
            var together = new CyclicBarrier(2);
            byte[] other = bytes(2_000_000);

            var versions =
                    both(
                            () ->
                                    bench.datasets()
                                            .upload(steward, id, meeting(FILE, together, null)),
                            () ->
                                    bench.datasets()
                                            .upload(steward, id, meeting(other, together, null)));

            assertThat(versions)
                    .extracting(version -> version.value().id().number())
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(bench.read(steward, id, versions.get(0).value().id().number()))
                    .isEqualTo(FILE);
            assertThat(bench.read(steward, id, versions.get(1).value().id().number()))
                    .isEqualTo(other);
        }

        @Test
        void with_the_same_key_store_one_version() throws Exception {
            var together = new CyclicBarrier(2);
            Callable<Recorded<Version>> upload =
                    () -> bench.datasets().upload(steward, id, meeting(FILE, together, "a-key"));

            var versions = both(upload, upload);

            assertThat(versions.get(0)).isEqualTo(versions.get(1));
            assertThat(bench.rows("version", id)).isEqualTo(1);
            assertThat(bench.files(id)).hasSize(1);
            assertThat(bench.rows("reservation", id)).isZero();
        }

        private static java.util.List<Recorded<Version>> both(
                Callable<Recorded<Version>> one, Callable<Recorded<Version>> other)
                throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = threads.submit(one);
                var second = threads.submit(other);
                return java.util.List.of(first.get(), second.get());
            }
        }

        private static Upload meeting(byte[] bytes, CyclicBarrier together, @Nullable String key) {
            return Workbench.upload(new Meeting(bytes, together), null, null, key);
        }
    }

    @Nested
    class The_same_key_again {
        @Test
        void with_the_same_bytes_is_the_same_version() {
            var first = bench.datasets().upload(steward, id, Workbench.upload(FILE, "k1"));
            var second = bench.datasets().upload(steward, id, Workbench.upload(FILE, "k1"));

            assertThat(second).isEqualTo(first);
            assertThat(bench.files(id)).hasSize(1);
        }

        @Test
        void with_other_bytes_is_refused() {
            bench.datasets().upload(steward, id, Workbench.upload(FILE, "k1"));

            assertThatThrownBy(() ->
                            bench.datasets().upload(steward, id, Workbench.upload(bytes(10), "k1")))
                    .isInstanceOf(DatasetException.KeyReused.class)
                    .hasMessageContaining("version 1");
        }
    }

    @Nested
    class What_a_crash_leaves {
        private static final UUID LONG_AGO = new UUID(0x7000, 0x8000_0000_0000_0000L);

        @Test
        void is_cleared_away_and_what_is_stored_stays() throws IOException {
            bench.store(steward, id, FILE);
            var place = bench.files(id).getFirst();
            var unnamed = "9-" + "a".repeat(32) + ".vault";
            Files.copy(place, place.resolveSibling(unnamed));
            var vault = RunningPlatform.shared().home().resolve("vault");
            var parts = vault.resolve("parts");
            Files.write(parts.resolve("left.part"), new byte[10]);
            reserveForADeadProcess();
            var room = bench.room(1000);

            int removed = room.sweep().sweep(Duration.ofNanos(1).negated());
            room.sweep().close();

            assertThat(removed).isEqualTo(3);
            var aside = vault.resolve("left").resolve(id.toString()).resolve(unnamed);
            assertThat(bench.files(id)).containsExactlyInAnyOrder(place, aside);
            assertThat(bench.rows("reservation", id)).isZero();
            assertThat(bench.read(steward, id, 1)).isEqualTo(FILE);
            assertThat(bench.store(steward, id, FILE).value().id().number()).isEqualTo(10);
        }

        @Test
        void of_hashes_is_removed_also_where_a_file_that_was_set_aside_cannot_be()
                throws IOException {
            var left = RunningPlatform.shared().home().resolve("vault").resolve("left");
            var stuck = left.resolve(id.toString()).resolve("9-" + "b".repeat(32) + ".vault");
            var inside = Files.createDirectories(stuck.resolve("full"));
            Files.setLastModifiedTime(stuck, FileTime.from(Instant.EPOCH));
            var app = JdbcClient.create(RunningPlatform.shared().bean(DataSource.class));
            app.sql("insert into platform.subject values (sha256('nobody'), ?)")
                    .param(LONG_AGO)
                    .update();
            var room = bench.room(1000);

            room.sweep().removeOld();
            room.sweep().close();

            assertThat(
                            app.sql("select count(*) from platform.subject where batch = ?")
                                    .param(LONG_AGO)
                                    .query(Long.class)
                                    .single())
                    .isZero();
            Files.delete(inside);
            Files.delete(stuck);
        }

        private void reserveForADeadProcess() {
            try (var connection =
                            RunningPlatform.shared().stack().postgres().connect("datastore_app");
                    var insert =
                            connection.prepareStatement(
                                    "insert into platform.reservation values (?, ?, 9,"
                                            + " gen_random_uuid(), now())")) {
                insert.setString(1, id.agency().value());
                insert.setString(2, id.name());
                insert.executeUpdate();
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Breaks off after so many bytes. */
    private static final class Cut extends FilterInputStream {
        private int left;

        Cut(byte[] bytes, int left) {
            super(new ByteArrayInputStream(bytes));
            this.left = left;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("the connection was reset");
            }
            int read = super.read(into, offset, Math.min(length, left));
            left -= read;
            return read;
        }
    }

    /** Lets its first byte out once the other upload is that far too. */
    private static final class Meeting extends FilterInputStream {
        private final CyclicBarrier together;
        private boolean met;

        Meeting(byte[] bytes, CyclicBarrier together) {
            super(new ByteArrayInputStream(bytes));
            this.together = together;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!met) {
                met = true;
                try {
                    together.await();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
            return super.read(into, offset, length);
        }
    }
}
