package city.datastore.platform.vault;

import static city.datastore.platform.vault.VaultLab.BRENT_1;
import static city.datastore.platform.vault.VaultLab.FIRST;
import static city.datastore.platform.vault.VaultLab.FULL;
import static city.datastore.platform.vault.VaultLab.HMO_1;
import static city.datastore.platform.vault.VaultLab.HMO_2;
import static city.datastore.platform.vault.VaultLab.TREES_1;
import static city.datastore.platform.vault.VaultLab.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.policy.Act;
import city.datastore.access.policy.Target;
import city.datastore.audit.names.VersionId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a vault keeps: sealed, under names of its own, read with a pass. */
class VaultTest extends VaultRoom {
    @Nested
    class A_vault_whose_key_store_is_gone {
        @Test
        void is_not_opened_with_a_new_one_while_it_holds_sealed_files() throws IOException {
            new VaultLab(folder).store(HMO_1, bytes(9, 1));
            var keystore = folder.resolve("keys/agencies.bcfks");
            Files.delete(keystore);

            assertThatThrownBy(() -> new VaultLab(folder))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessage(
                            "the key store "
                                    + keystore
                                    + " is missing, but "
                                    + folder.resolve("vault/files")
                                    + " holds files that were sealed with its keys: put the key"
                                    + " store back from its backup, or move those files away if they"
                                    + " are to be lost");
            assertThat(keystore).doesNotExist();
        }

        @Test
        void starts_anew_where_nothing_has_been_sealed() throws IOException {
            new VaultLab(folder);

            var again = new VaultLab(folder);

            assertThat(again.read(again.store(HMO_1, bytes(9, 1)))).isEqualTo(bytes(9, 1));
        }
    }

    @Nested
    class A_vault_whose_key_store_is_older {
        private VaultLab lab;
        private Path keystore;
        private Path older;

        @BeforeEach
        void with_a_backup_from_before_camdens_first_version() throws IOException {
            lab = new VaultLab(folder);
            lab.store(BRENT_1, bytes(9, 1));
            keystore = folder.resolve("keys/agencies.bcfks");
            older = Files.copy(keystore, folder.resolve("older"));
        }

        private void put_the_backup_back() throws IOException {
            Files.copy(older, keystore, StandardCopyOption.REPLACE_EXISTING);
        }

        @Test
        void is_not_opened() throws IOException {
            lab.store(HMO_1, bytes(9, 1));
            put_the_backup_back();

            assertThatThrownBy(() -> new VaultLab(folder))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessage(
                            "the key store "
                                    + keystore
                                    + " has no key camden#1, but "
                                    + folder.resolve("vault/files")
                                    + " holds files that were sealed with it: the key store is"
                                    + " older than they are; put its newest backup back");
        }

        @Test
        void is_not_opened_without_the_generation_that_sealed_last() throws IOException {
            lab.keys.rotate(BRENT_1.dataset().agency());
            lab.store(new VersionId(BRENT_1.dataset(), 2), bytes(9, 1));
            put_the_backup_back();

            assertThatThrownBy(() -> new VaultLab(folder))
                    .isInstanceOf(AgencyKeysException.class)
                    .hasMessageContaining("has no key brent#2");
        }

        @Test
        void makes_no_second_key_of_the_same_name_while_it_is_open() throws IOException {
            new VaultLab(folder).store(HMO_1, bytes(9, 1));
            put_the_backup_back();

            assertThatThrownBy(() -> lab.store(HMO_2, bytes(9, 2)))
                    .isInstanceOf(VaultException.class)
                    .hasRootCauseMessage(
                            AgencyKeysException.older(
                                            keystore,
                                            new AgencyKeyId(HMO_1.dataset().agency(), 1),
                                            folder.resolve("vault/files"))
                                    .getMessage());
            assertThat(Files.readAllBytes(keystore)).isEqualTo(Files.readAllBytes(older));
        }

        @Test
        void is_opened_where_a_damaged_file_says_nothing() throws IOException {
            StoredFile damaged = lab.store(HMO_1, bytes(9, 1));
            lab.overwrite(damaged, bytes(100, 2));
            put_the_backup_back();

            assertThat(new VaultLab(folder).keys.ids()).hasSize(1);
        }
    }

    @Nested
    class A_sealed_version {
        @ParameterizedTest
        @ValueSource(
                ints = {
                    0,
                    1,
                    15,
                    16,
                    17,
                    1000,
                    FIRST - 1,
                    FIRST,
                    FIRST + 1,
                    FIRST + FULL - 1,
                    FIRST + FULL,
                    FIRST + FULL + 1,
                    3_000_000
                })
        void opens_to_the_same_bytes(int size) throws IOException {
            byte[] plaintext = bytes(size, 1);

            assertThat(Arrays.equals(lab.read(lab.store(HMO_1, plaintext)), plaintext)).isTrue();
        }

        @Test
        void knows_its_size_and_digest() throws Exception {
            byte[] plaintext = bytes(300_000, 2);
            try (Sealed sealed =
                    lab.vault.seal(HMO_1, new ByteArrayInputStream(plaintext), 300_000)) {
                assertThat(sealed.sizeBytes()).isEqualTo(300_000);
                assertThat(sealed.sha256())
                        .isEqualTo(
                                HexFormat.of()
                                        .formatHex(
                                                MessageDigest.getInstance("SHA-256")
                                                        .digest(plaintext)));
            }
        }

        @Test
        void is_in_nobodys_reach_before_it_is_committed() throws IOException {
            try (Sealed sealed = lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9)) {
                assertThat(lab.files()).isEmpty();
                assertThat(lab.vault.partsInUse()).hasSize(1);
                assertThatThrownBy(() -> lab.read(sealed.file()))
                        .isInstanceOf(VaultException.class);
                sealed.commit();
                assertThat(lab.read(sealed.file())).isEqualTo(bytes(9, 1));
            }
            assertThat(lab.parts()).isEmpty();
            assertThat(lab.vault.partsInUse()).isEmpty();
            assertThat(lab.files()).hasSize(1);
        }

        @Test
        void leaves_nothing_when_it_is_discarded() throws IOException {
            lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9).discard();

            assertThat(lab.parts()).isEmpty();
            assertThat(lab.files()).isEmpty();
            assertThat(lab.vault.partsInUse()).isEmpty();
        }

        @Test
        void is_discarded_at_the_end_of_the_block_unless_committed() throws IOException {
            try (Sealed _ = lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9)) {
                assertThat(lab.parts()).hasSize(1);
            }
            assertThat(lab.parts()).isEmpty();
        }

        @Test
        void cannot_be_committed_twice_or_after_discarding() {
            try (Sealed sealed = lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9)) {
                sealed.commit();
                assertThatThrownBy(sealed::commit).isInstanceOf(IllegalStateException.class);
            }
            Sealed discarded = lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(9, 1)), 9);
            discarded.discard();
            assertThatThrownBy(discarded::commit).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void never_meets_another_upload_of_the_same_version() throws IOException {
            byte[] first = bytes(50, 1);
            byte[] second = bytes(50, 2);
            StoredFile one = lab.store(HMO_1, first);
            StoredFile two = lab.store(HMO_1, second);

            assertThat(lab.read(one)).isEqualTo(first);
            assertThat(lab.read(two)).isEqualTo(second);
        }

        @Test
        void has_a_key_and_a_stream_of_its_own_even_for_the_same_bytes() throws IOException {
            byte[] one = lab.stored(lab.store(HMO_1, bytes(64, 1)));
            byte[] two = lab.stored(lab.store(HMO_1, bytes(64, 1)));

            assertThat(Arrays.copyOfRange(one, 48, 108))
                    .isNotEqualTo(Arrays.copyOfRange(two, 48, 108));
            assertThat(Arrays.copyOfRange(one, 109, one.length))
                    .isNotEqualTo(Arrays.copyOfRange(two, 109, two.length));
        }

        @Test
        void is_readable_by_the_owner_of_the_process_only() throws IOException {
            Path file = lab.place(lab.store(HMO_1, bytes(9, 1)));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }

        @Test
        void shows_none_of_its_plaintext_on_disk() throws IOException {
            String canary = "canary-7d1c1f3e-of-the-vault";
            byte[] plaintext = (canary + "\n").repeat(60_000).getBytes(UTF_8);
            try (Sealed sealed =
                    lab.vault.seal(HMO_1, new ByteArrayInputStream(plaintext), 1 << 30)) {
                assertThat(anyFileContains(canary)).isFalse();
                sealed.commit();
                lab.read(sealed.file());
            }
            assertThat(anyFileContains(canary)).isFalse();
            Files.writeString(folder.resolve("plain"), canary); // the search can find it
            assertThat(anyFileContains(canary)).isTrue();
        }

        private boolean anyFileContains(String text) throws IOException {
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains(text)) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Test
        void stays_readable_after_its_agencys_key_was_rotated() throws IOException {
            lab = new VaultLab(folder);
            StoredFile before = lab.store(HMO_1, bytes(99, 1));
            lab.keys.rotate(HMO_1.dataset().agency());
            StoredFile after = lab.store(HMO_2, bytes(99, 2));

            assertThat(lab.read(before)).isEqualTo(bytes(99, 1));
            assertThat(lab.read(after)).isEqualTo(bytes(99, 2));
            assertThat(lab.stored(before)[15]).isEqualTo((byte) 1);
            assertThat(lab.stored(after)[15]).isEqualTo((byte) 2);
        }

        @Test
        void is_gone_once_it_is_removed_and_others_stay() throws IOException {
            StoredFile removed = lab.store(HMO_1, bytes(9, 1));
            StoredFile kept = lab.store(HMO_1, bytes(9, 2));
            lab.vault.remove(removed);
            lab.vault.remove(removed);

            assertThatThrownBy(() -> lab.read(removed)).isInstanceOf(VaultException.class);
            assertThat(lab.read(kept)).isEqualTo(bytes(9, 2));
        }

        @Test
        void stays_readable_after_a_restart() throws IOException {
            StoredFile file = lab.store(HMO_1, bytes(99, 1));

            assertThat(
                            new VaultLab(
                                            folder,
                                            AgencyKeys.open(
                                                    keysFolder.resolve("keys/agencies.bcfks"),
                                                    VaultLab.PASSWORD))
                                    .read(file))
                    .isEqualTo(bytes(99, 1));
        }
    }

    @Nested
    class A_pass {
        @Test
        void opens_no_other_version_and_no_other_dataset() {
            StoredFile file = lab.store(HMO_1, bytes(20, 1));

            for (var other : new city.datastore.audit.names.VersionId[] {HMO_2, TREES_1, BRENT_1}) {
                assertThatThrownBy(() -> lab.vault.open(Passes.toRead(other), file))
                        .isInstanceOf(VaultException.class);
            }
        }

        @Test
        void to_do_something_else_with_the_version_does_not_open_it() {
            StoredFile file = lab.store(HMO_1, bytes(20, 1));

            for (Act act : Act.values()) {
                if (act != Act.READ_CONTENT) {
                    var pass = Passes.to(act, new Target.OfVersion(HMO_1.dataset(), 1));
                    assertThatThrownBy(() -> lab.vault.open(pass, file))
                            .isInstanceOf(VaultException.class);
                }
            }
        }

        @Test
        void for_the_dataset_as_a_whole_does_not_open_a_version() {
            StoredFile file = lab.store(HMO_1, bytes(20, 1));
            var pass = Passes.to(Act.READ_CONTENT, new Target.OfDataset(HMO_1.dataset()));

            assertThatThrownBy(() -> lab.vault.open(pass, file)).isInstanceOf(VaultException.class);
        }
    }

    @Nested
    class A_name_of_a_stored_file {
        @Test
        void never_leads_out_of_its_datasets_folder() {
            for (String name :
                    new String[] {
                        "../camden/hmo-licences/1-" + "0".repeat(32) + ".vault",
                        "camden/hmo-licences/1-../../" + "0".repeat(32) + ".vault",
                        "camden/hmo-licences/2-" + "0".repeat(32) + ".vault",
                        "camden/hmo-licences/1-" + "0".repeat(31) + ".vault",
                        "/etc/passwd",
                        ""
                    }) {
                assertThatThrownBy(() -> new StoredFile(HMO_1, name, 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
