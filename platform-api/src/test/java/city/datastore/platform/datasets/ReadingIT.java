package city.datastore.platform.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.trail.Trail;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReadingIT {
    private static final byte[] FILE = new byte[2_500_000];

    static {
        new Random(11).nextBytes(FILE);
    }

    private final Workbench bench = new Workbench(RunningPlatform.shared());
    private final Caller steward = People.steward("camden");
    private DatasetId id;

    @BeforeEach
    void aVersion() {
        id = bench.created(steward);
        bench.store(steward, id, FILE);
    }

    private Path file() {
        return bench.files(id).getFirst();
    }

    private void flip(long position) throws IOException {
        Files.setPosixFilePermissions(
                file(), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.write(one, position);
        }
    }

    @Nested
    class A_stored_file_that_was_tampered_with {
        @Test
        void is_refused_before_the_first_byte_when_its_beginning_is_not_what_was_stored()
                throws IOException {
            flip(10);

            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(DatasetException.Damaged.class);
            assertThat(
                            Workbench.lines(
                                    bench.trail(
                                            id,
                                            found ->
                                                    Workbench.lines(found)
                                                            .contains("dataset.damaged failed"))))
                    .doesNotContain("dataset.release done");
        }

        @Test
        void is_refused_before_the_first_byte_when_it_was_cut() throws IOException {
            try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 1);
            }

            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(DatasetException.Damaged.class);
        }

        @Test
        void is_refused_before_the_first_byte_when_something_was_appended() throws IOException {
            Files.write(file(), new byte[1], StandardOpenOption.APPEND);

            assertThatThrownBy(() -> bench.read(steward, id, 1))
                    .isInstanceOf(DatasetException.Damaged.class);
        }

        @Test
        void is_refused_before_the_first_byte_when_another_version_was_put_in_its_place()
                throws IOException {
            bench.store(steward, id, FILE);
            var files = bench.files(id);
            Files.copy(
                    files.get(0), files.get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            int overwritten = String.valueOf(files.get(1).getFileName()).startsWith("1-") ? 1 : 2;

            assertThatThrownBy(() -> bench.read(steward, id, overwritten))
                    .isInstanceOf(DatasetException.Damaged.class);
        }

        @Test
        void breaks_off_where_the_damage_is_and_lets_nothing_false_through() throws IOException {
            flip(2_400_000);
            var out = new ByteArrayOutputStream();

            try (var opened = bench.datasets().open(steward, new Reading(id, 1, null, null))) {
                assertThatThrownBy(() -> opened.transferTo(out))
                        .isInstanceOf(DatasetException.Damaged.class);
            }

            assertThat(out.size()).isLessThan(FILE.length);
            assertThat(out.toByteArray()).isEqualTo(java.util.Arrays.copyOf(FILE, out.size()));
            assertThat(
                            Workbench.lines(
                                    bench.trail(
                                            id,
                                            found ->
                                                    Workbench.lines(found)
                                                            .contains("dataset.damaged failed"))))
                    .contains("dataset.release failed");
        }
    }

    @Nested
    class A_reader {
        @Test
        void of_another_agency_is_refused_and_gets_no_byte() {
            assertThatThrownBy(() -> bench.read(People.officer("gla"), id, 1))
                    .isInstanceOf(RefusedException.class);
        }

        private final OutputStream gone =
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("broken pipe");
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };

        private Opened open() {
            return bench.datasets().open(steward, new Reading(id, 1, null, null));
        }

        private void breakOff() {
            try (var opened = open()) {
                assertThatThrownBy(() -> opened.transferTo(gone)).hasMessage("broken pipe");
            }
        }

        /** Every caller of this test gives the same id to each of their calls. */
        @Test
        void who_breaks_one_off_while_another_runs_does_not_make_both_look_broken_off()
                throws IOException {
            var whole = new ByteArrayOutputStream();

            try (var slow = open()) {
                breakOff();
                slow.transferTo(whole);
            }

            assertThat(whole.size()).isEqualTo(FILE.length);
            var trail = RunningPlatform.shared().bean(Trail.class);
            var events =
                    bench.trail(
                            id, found -> Workbench.lines(found).contains("dataset.release done"));
            assertThat(events)
                    .filteredOn(each -> each.event().action().name().equals("dataset.read"))
                    .extracting(each -> trail.release(each).orElseThrow().event().outcome().word())
                    .containsExactly("failed", "done");
        }

        @Test
        void who_goes_away_half_way_leaves_that_on_the_record() {
            breakOff();

            var released =
                    bench.trail(
                                    id,
                                    found ->
                                            Workbench.lines(found)
                                                    .contains("dataset.release failed"))
                            .getFirst();
            assertThat(released.event().outcome().reasons())
                    .extracting(reason -> reason.code())
                    .containsExactly("broken-off");
        }

        @Test
        void who_asks_for_a_version_or_dataset_that_is_not_there_is_told_so() {
            assertThatThrownBy(() -> bench.read(steward, id, 2))
                    .isInstanceOf(DatasetException.NotFound.class)
                    .hasMessageContaining("version 2");
            assertThatThrownBy(
                            () -> bench.read(steward, new DatasetId(id.agency(), "nothing"), null))
                    .isInstanceOf(DatasetException.NotFound.class);
        }
    }
}
