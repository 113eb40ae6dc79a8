package city.datastore.platform.vault;

import static city.datastore.platform.vault.VaultLab.HMO_1;
import static city.datastore.platform.vault.VaultLab.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSweepTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;
    private VaultLab lab;

    @BeforeEach
    void a_vault() {
        lab = new VaultLab(folder);
    }

    @Nested
    class A_part_file {
        @Test
        void that_nobody_owns_is_removed_once_it_is_old() throws IOException {
            Path left = written("left.part", NOW.minus(HOUR).minusSeconds(1));

            assertThat(lab.vault.sweep().removeParts(Set.of(), HOUR, NOW)).isEqualTo(1);
            assertThat(left).doesNotExist();
        }

        @Test
        void that_is_young_is_kept() throws IOException {
            Path young = written("young.part", NOW.minus(HOUR));

            assertThat(lab.vault.sweep().removeParts(Set.of(), HOUR, NOW)).isZero();
            assertThat(young).exists();
        }

        @Test
        void that_a_live_upload_owns_is_kept_however_old() throws IOException {
            try (Sealed sealed = lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9)) {
                Files.setLastModifiedTime(lab.parts().getFirst(), FileTime.from(Instant.EPOCH));

                assertThat(lab.vault.sweep().removeParts(lab.vault.partsInUse(), HOUR, NOW))
                        .isZero();
                sealed.commit();
                assertThat(lab.read(sealed.file())).isEqualTo(bytes(9, 1));
            }
        }

        private Path written(String name, Instant when) throws IOException {
            Path part = folder.resolve("vault/parts").resolve(name);
            Files.write(part, bytes(100, 1));
            return Files.setLastModifiedTime(part, FileTime.from(when));
        }
    }

    @Nested
    class A_file_in_its_place {
        private StoredFile file;
        private Path place;
        private Path left;

        @BeforeEach
        void that_was_sealed_long_ago() throws IOException {
            file = lab.store(HMO_1, bytes(9, 1));
            place = lab.place(file);
            left = folder.resolve("vault/left").resolve(file.name());
            Files.setLastModifiedTime(place, FileTime.from(Instant.EPOCH));
        }

        private boolean set_aside() {
            return lab.vault.sweep().setAside(new SealedName(HMO_1, file.name()), NOW);
        }

        @Test
        void is_found_by_its_dataset() {
            assertThat(lab.vault.sweep().datasets()).containsExactly(HMO_1.dataset());
            assertThat(lab.vault.sweep().inPlace(HMO_1.dataset()))
                    .containsExactly(new SealedName(HMO_1, file.name()));
        }

        @Test
        void is_kept_under_its_name_for_thirty_days_after_it_was_set_aside() {
            assertThat(set_aside()).isTrue();
            assertThat(place).doesNotExist();

            assertThat(lab.vault.sweep().clearLeft(_ -> false, NOW.plus(VaultSweep.KEPT))).isZero();
            assertThat(left).exists();
            var later = NOW.plus(VaultSweep.KEPT).plusSeconds(1);
            assertThat(lab.vault.sweep().clearLeft(_ -> false, later)).isEqualTo(1);
            assertThat(left).doesNotExist();
        }

        @Test
        void comes_back_when_the_catalogue_names_it_again() throws IOException {
            set_aside();

            var later = NOW.plus(VaultSweep.KEPT).plusSeconds(1);
            assertThat(lab.vault.sweep().clearLeft(file.name()::equals, later)).isZero();

            assertThat(lab.read(file)).isEqualTo(bytes(9, 1));
        }

        @Test
        void is_removed_also_where_another_one_cannot_be() throws IOException {
            set_aside();
            Files.delete(left);
            Files.createDirectories(left.resolve("full"));
            Files.setLastModifiedTime(left, FileTime.from(NOW));
            var others =
                    Stream.generate(() -> lab.store(HMO_1, bytes(9, 1)))
                            .limit(8)
                            .map(StoredFile::name)
                            .toList();
            others.forEach(name -> lab.vault.sweep().setAside(new SealedName(HMO_1, name), NOW));

            var later = NOW.plus(VaultSweep.KEPT).plusSeconds(1);
            assertThatThrownBy(() -> lab.vault.sweep().clearLeft(_ -> false, later))
                    .isInstanceOf(VaultException.class);

            assertThat(left).exists();
            assertThat(others)
                    .noneMatch(name -> Files.exists(folder.resolve("vault/left").resolve(name)));
        }

        @Test
        void is_kept_when_the_catalogue_cannot_answer() {
            set_aside();

            assertThatThrownBy(() ->
                            lab.vault
                                    .sweep()
                                    .clearLeft(
                                            _ -> {
                                                throw new IllegalStateException("down");
                                            },
                                            Instant.MAX))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(left).exists();
        }

        @Test
        void that_another_node_took_is_no_fault() throws IOException {
            Files.delete(place);

            assertThat(set_aside()).isFalse();
        }
    }
}
