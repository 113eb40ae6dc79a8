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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
    @TempDir static Path keysFolder;
    private static AgencyKeys keys;

    @TempDir Path folder;
    private VaultLab lab;

    @BeforeAll
    static void a_key_store_and_a_warm_cipher() {
        keys = AgencyKeys.open(keysFolder.resolve("keys/agencies.bcfks"), VaultLab.PASSWORD);
        WarmUp.run();
    }

    @BeforeEach
    void a_vault() {
        lab = new VaultLab(folder, keys);
    }

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
    class A_stored_file_of_a_few_hundred_bytes {
        private StoredFile file;
        private byte[] stored;

        @BeforeEach
        void stored() throws IOException {
            file = lab.store(HMO_1, bytes(40, 3));
            stored = lab.stored(file);
        }

        @Test
        void is_refused_with_any_bit_flipped() throws IOException {
            for (int at = 0; at < stored.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] flipped = stored.clone();
                    flipped[at] ^= (byte) (1 << bit);
                    refused(file, flipped, "byte " + at + ", bit " + bit);
                }
            }
        }

        @Test
        void is_refused_cut_at_any_length() throws IOException {
            for (int length = 0; length < stored.length; length++) {
                refused(file, Arrays.copyOf(stored, length), "cut to " + length);
            }
        }

        @Test
        void is_refused_cut_at_any_length_even_if_the_catalogue_says_so() throws IOException {
            for (int length = 108 + 40 + 16; length < stored.length; length++) {
                StoredFile shorter = new StoredFile(HMO_1, file.name(), length - 108 - 40 - 16);
                refused(shorter, Arrays.copyOf(stored, length), "cut to " + length);
            }
        }

        @Test
        void is_refused_with_bytes_appended_or_put_in_front() throws IOException {
            for (int extra : new int[] {1, 2, 15, 16, 17, 200, 5000}) {
                refused(file, Arrays.copyOf(stored, stored.length + extra), extra + " appended");
                byte[] shifted = new byte[stored.length + extra];
                System.arraycopy(stored, 0, shifted, extra, stored.length);
                refused(file, shifted, extra + " in front");
            }
        }

        @Test
        void is_refused_with_any_byte_taken_out_or_doubled() throws IOException {
            for (int at = 0; at < stored.length; at++) {
                byte[] without = new byte[stored.length];
                System.arraycopy(stored, 0, without, 0, at);
                System.arraycopy(stored, at + 1, without, at, stored.length - at - 1);
                if (!Arrays.equals(without, stored)) {
                    refused(file, without, "without byte " + at);
                }
            }
        }

        @Test
        void is_accepted_again_when_put_back() throws IOException {
            refused(file, new byte[stored.length], "zeros");
            lab.overwrite(file, stored);

            assertThat(lab.read(file)).isEqualTo(bytes(40, 3));
        }

        @Test
        void is_refused_when_the_catalogue_gives_another_size() {
            for (long size : new long[] {0, 39, 41, 1 << 20, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> lab.read(new StoredFile(HMO_1, file.name(), size)))
                        .as("size " + size)
                        .isInstanceOf(VaultException.class);
            }
        }

        @Test
        void is_refused_when_it_is_gone() throws IOException {
            Files.delete(lab.place(file));

            assertThatThrownBy(() -> lab.read(file)).isInstanceOf(VaultException.class);
        }

        @Test
        void is_refused_when_it_is_a_link_to_another_file() throws IOException {
            Path elsewhere = folder.resolve("elsewhere");
            Files.move(lab.place(file), elsewhere);
            Files.createSymbolicLink(lab.place(file), elsewhere);

            assertThatThrownBy(() -> lab.read(file)).isInstanceOf(VaultException.class);
        }

        @Test
        void is_refused_without_telling_why() throws IOException {
            byte[] flipped = stored.clone();
            flipped[70] ^= 1;
            lab.overwrite(file, flipped);

            assertThatThrownBy(() -> lab.read(file))
                    .hasMessage("the vault cannot open or keep this version");
        }
    }

    @Nested
    class An_empty_version {
        @Test
        void is_refused_with_any_bit_flipped() throws IOException {
            StoredFile file = lab.store(HMO_1, new byte[0]);
            byte[] stored = lab.stored(file);
            for (int at = 0; at < stored.length; at++) {
                byte[] flipped = stored.clone();
                flipped[at] ^= 1;
                refused(file, flipped, "byte " + at);
            }
        }
    }

    @Nested
    class A_file_put_in_the_place_of_another {
        @Test
        void is_refused_whole() throws IOException {
            byte[] plaintext = bytes(200, 4);
            StoredFile mine = lab.store(HMO_1, plaintext);
            byte[] sibling = lab.stored(lab.store(HMO_1, plaintext));
            byte[] version = lab.stored(lab.store(HMO_2, plaintext));
            byte[] dataset = lab.stored(lab.store(TREES_1, plaintext));
            byte[] agency = lab.stored(lab.store(BRENT_1, plaintext));

            refused(mine, sibling, "another upload of the same bytes as the same version");
            refused(mine, version, "another version's file");
            refused(mine, dataset, "another dataset's file");
            refused(mine, agency, "another agency's file");
        }

        @Test
        void is_refused_mixed_with_the_right_one_at_any_boundary() throws IOException {
            byte[] plaintext = bytes(200, 4);
            StoredFile mine = lab.store(HMO_1, plaintext);
            byte[] own = lab.stored(mine);
            for (byte[] other :
                    new byte[][] {
                        lab.stored(lab.store(HMO_1, plaintext)),
                        lab.stored(lab.store(HMO_2, plaintext))
                    }) {
                for (int boundary : new int[] {48, 60, 92, 108, 109, 141, 148}) {
                    refused(mine, joined(own, other, boundary), "own header, to " + boundary);
                    if (boundary > 48) { // the first 48 bytes are the same in both
                        refused(mine, joined(other, own, boundary), "own body, from " + boundary);
                    }
                }
            }
        }

        private byte[] joined(byte[] start, byte[] end, int boundary) {
            byte[] joined = end.clone();
            System.arraycopy(start, 0, joined, 0, boundary);
            return joined;
        }
    }

    @Nested
    class A_stored_file_of_four_segments {
        private final byte[] plaintext = bytes(FIRST + 2 * FULL + 1000, 5);
        private StoredFile file;
        private byte[] stored;

        @BeforeEach
        void stored() throws IOException {
            file = lab.store(HMO_1, plaintext);
            stored = lab.stored(file);
        }

        @Test
        void is_refused_with_a_byte_flipped_at_either_side_of_a_boundary() throws IOException {
            int[] places = {
                148,
                149,
                SEGMENT - 17,
                SEGMENT - 16,
                SEGMENT - 1,
                SEGMENT,
                SEGMENT + 1,
                2 * SEGMENT - 17,
                2 * SEGMENT - 16,
                2 * SEGMENT - 1,
                2 * SEGMENT,
                3 * SEGMENT - 1,
                3 * SEGMENT,
                3 * SEGMENT + 1,
                stored.length - 17,
                stored.length - 16,
                stored.length - 1
            };
            for (int at : places) {
                byte[] flipped = stored.clone();
                flipped[at] ^= 1;
                refused(file, flipped, "byte " + at);
            }
        }

        @Test
        void is_refused_with_two_segments_swapped() throws IOException {
            byte[] swapped = stored.clone();
            System.arraycopy(stored, SEGMENT, swapped, 2 * SEGMENT, SEGMENT);
            System.arraycopy(stored, 2 * SEGMENT, swapped, SEGMENT, SEGMENT);

            refused(file, swapped, "segments 1 and 2 swapped");
        }

        @Test
        void is_refused_with_a_segment_repeated_or_left_out() throws IOException {
            byte[] repeated = stored.clone();
            System.arraycopy(stored, SEGMENT, repeated, 2 * SEGMENT, SEGMENT);
            refused(file, repeated, "segment 1 twice");

            byte[] without = new byte[stored.length - SEGMENT];
            System.arraycopy(stored, 0, without, 0, SEGMENT);
            System.arraycopy(stored, 2 * SEGMENT, without, SEGMENT, without.length - SEGMENT);
            refused(file, without, "without segment 1");
            refused(sized(plaintext.length - FULL), without, "without segment 1, size agreeing");
        }

        @Test
        void is_refused_cut_at_a_boundary_even_if_the_catalogue_says_so() throws IOException {
            refused(sized(FIRST), Arrays.copyOf(stored, SEGMENT), "one segment left");
            refused(sized(FIRST + FULL), Arrays.copyOf(stored, 2 * SEGMENT), "two left");
            refused(sized(FIRST + 2 * FULL), Arrays.copyOf(stored, 3 * SEGMENT), "three left");
        }

        @Test
        void is_refused_with_a_segment_of_another_upload_of_the_same_bytes() throws IOException {
            byte[] other = lab.stored(lab.store(HMO_1, plaintext));
            byte[] mixed = stored.clone();
            System.arraycopy(other, 2 * SEGMENT, mixed, 2 * SEGMENT, SEGMENT);

            refused(file, mixed, "segment 2 of another upload");
        }

        @Test
        void gives_what_is_genuine_and_then_the_fault_when_a_later_segment_is_damaged()
                throws IOException {
            byte[] flipped = stored.clone();
            flipped[2 * SEGMENT + 5] ^= 1;
            lab.overwrite(file, flipped);
            var out = new ByteArrayOutputStream();

            try (Opened opened = lab.vault.open(Passes.toRead(HMO_1), file)) {
                assertThatThrownBy(() -> opened.transferTo(out)).isInstanceOf(VaultException.class);
                assertThatThrownBy(() -> opened.range(FIRST + FULL, FIRST + FULL + 1))
                        .isInstanceOf(VaultException.class);
            }
            byte[] given = out.toByteArray();
            assertThat(given).hasSizeBetween(FIRST, FIRST + FULL);
            assertThat(Arrays.equals(given, Arrays.copyOf(plaintext, given.length))).isTrue();
        }

        @Test
        void is_refused_before_the_first_byte_when_its_first_segment_is_damaged()
                throws IOException {
            byte[] flipped = stored.clone();
            flipped[SEGMENT - 1] ^= 1;
            lab.overwrite(file, flipped);

            assertThatThrownBy(() -> lab.vault.open(Passes.toRead(HMO_1), file))
                    .isInstanceOf(VaultException.class);
        }

        @Test
        void gives_any_range_of_its_bytes() throws IOException {
            Random random = new Random(6);
            try (Opened opened = lab.vault.open(Passes.toRead(HMO_1), file)) {
                for (int i = 0; i < 60; i++) {
                    int from = random.nextInt(plaintext.length + 1);
                    int until =
                            from + random.nextInt(Math.min(2_000_000, plaintext.length - from) + 1);
                    assertThat(
                                    Arrays.equals(
                                            opened.range(from, until).readAllBytes(),
                                            Arrays.copyOfRange(plaintext, from, until)))
                            .as("from " + from + " until " + until)
                            .isTrue();
                }
                for (int edge : new int[] {FIRST, FIRST + FULL, FIRST + 2 * FULL}) {
                    assertThat(opened.range(edge - 2, edge + 2).readAllBytes())
                            .isEqualTo(Arrays.copyOfRange(plaintext, edge - 2, edge + 2));
                }
                assertThat(opened.range(plaintext.length, plaintext.length).readAllBytes())
                        .isEmpty();
            }
        }

        @Test
        void gives_no_range_outside_its_bytes() {
            try (Opened opened = lab.vault.open(Passes.toRead(HMO_1), file)) {
                assertThatThrownBy(() -> opened.range(-1, 1))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> opened.range(2, 1))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> opened.range(0, opened.sizeBytes() + 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void gives_nothing_once_closed() throws IOException {
            Opened opened = lab.vault.open(Passes.toRead(HMO_1), file);
            InputStream stream = opened.stream();
            assertThat(stream.read()).isEqualTo(Byte.toUnsignedInt(plaintext[0]));
            opened.close();

            assertThatThrownBy(stream::read).isInstanceOf(VaultException.class);
        }

        private StoredFile sized(long size) {
            return new StoredFile(HMO_1, file.name(), size);
        }

        private static final int SEGMENT = VaultLab.SEGMENT;
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
    class An_upload_that_fails {
        @Test
        void for_its_size_leaves_nothing_and_names_the_limit() throws IOException {
            assertThatThrownBy(() ->
                            lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(101, 1)), 100))
                    .isInstanceOf(SealException.TooLarge.class)
                    .hasMessage("the upload is larger than the limit of 100 bytes");
            nothing_left();
        }

        @Test
        void is_one_byte_over_the_limit_not_one_at_it() {
            lab.vault.seal(HMO_1, new ByteArrayInputStream(bytes(100, 1)), 100).discard();
        }

        @Test
        void half_way_because_the_sender_went_away_leaves_nothing() throws IOException {
            assertThatThrownBy(() ->
                            lab.vault.seal(
                                    HMO_1,
                                    after(bytes(3_000_000, 1), new IOException("reset")),
                                    1 << 30))
                    .isInstanceOf(SealException.SourceCut.class)
                    .hasMessage("the upload ended before all of it had arrived");
            nothing_left();
        }

        @Test
        void because_a_reader_on_the_way_threw_leaves_nothing() throws IOException {
            assertThatThrownBy(() ->
                            lab.vault.seal(
                                    HMO_1,
                                    after(bytes(3_000_000, 1), new IllegalStateException("tee")),
                                    1 << 30))
                    .isInstanceOf(IllegalStateException.class);
            nothing_left();
        }

        @Test
        void because_the_disk_is_full_says_so_and_leaves_nothing() throws IOException {
            for (int room : new int[] {0, 50, 108, 2_000_000}) {
                var full =
                        new Vault(
                                new VaultFolder(folder.resolve("vault")),
                                lab.keys,
                                file -> new FullDisk(Channels.newOutputStream(file), room));
                assertThatThrownBy(() ->
                                full.seal(
                                        HMO_1,
                                        new ByteArrayInputStream(bytes(3_000_000, 1)),
                                        1 << 30))
                        .isInstanceOf(SealException.NoSpace.class)
                        .hasMessage(
                                "the disk that keeps the vault is full: free some space, then upload again");
                assertThat(full.partsInUse()).isEmpty();
                nothing_left();
            }
        }

        private void nothing_left() throws IOException {
            assertThat(lab.parts()).isEmpty();
            assertThat(lab.files()).isEmpty();
            assertThat(lab.vault.partsInUse()).isEmpty();
        }

        private InputStream after(byte[] some, Exception fault) {
            return new SequenceInputStream(new ByteArrayInputStream(some), new Broken(fault));
        }
    }

    /** Throws at the first read. */
    private static final class Broken extends InputStream {
        private final Exception fault;

        Broken(Exception fault) {
            this.fault = fault;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (fault instanceof IOException cut) {
                throw cut;
            }
            throw new IllegalStateException(fault);
        }
    }

    /** Takes a number of bytes, then answers as Linux does. */
    private static final class FullDisk extends OutputStream {
        private final OutputStream disk;
        private int room;

        FullDisk(OutputStream disk, int room) {
            this.disk = disk;
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int fits = Math.min(room, length);
            disk.write(bytes, offset, fits);
            room -= fits;
            if (fits < length) {
                throw new IOException("No space left on device");
            }
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

    private void refused(StoredFile file, byte[] instead, String what) throws IOException {
        lab.overwrite(file, instead);
        assertThatThrownBy(() -> lab.read(file)).as(what).isInstanceOf(VaultException.class);
    }
}
