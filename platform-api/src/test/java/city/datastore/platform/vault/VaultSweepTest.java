package city.datastore.platform.vault;

import static city.datastore.platform.vault.VaultLab.HMO_1;
import static city.datastore.platform.vault.VaultLab.HMO_2;
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
        @Test
        void is_removed_only_if_it_is_old_and_not_in_the_catalogue() throws IOException {
            StoredFile kept = lab.store(HMO_1, bytes(9, 1));
            StoredFile orphan = lab.store(HMO_1, bytes(9, 2));
            StoredFile young = lab.store(HMO_2, bytes(9, 3));
            for (StoredFile file : new StoredFile[] {kept, orphan}) {
                Files.setLastModifiedTime(
                        lab.place(file), FileTime.from(NOW.minus(HOUR).minusMillis(1)));
            }
            Files.setLastModifiedTime(lab.place(young), FileTime.from(NOW));

            int removed =
                    lab.vault
                            .sweep()
                            .removeUncatalogued(name -> name.equals(kept.name()), HOUR, NOW);

            assertThat(removed).isEqualTo(1);
            assertThat(lab.place(orphan)).doesNotExist();
            assertThat(lab.place(kept)).exists();
            assertThat(lab.place(young)).exists();
        }

        @Test
        void is_kept_when_the_catalogue_cannot_answer() throws IOException {
            StoredFile file = lab.store(HMO_1, bytes(9, 1));
            Files.setLastModifiedTime(lab.place(file), FileTime.from(Instant.EPOCH));

            assertThatThrownBy(() ->
                            lab.vault
                                    .sweep()
                                    .removeUncatalogued(
                                            _ -> {
                                                throw new IllegalStateException("down");
                                            },
                                            HOUR,
                                            NOW))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(lab.place(file)).exists();
        }
    }
}
