package city.datastore.platform.vault;

import static city.datastore.platform.vault.VaultLab.BRENT_1;
import static city.datastore.platform.vault.VaultLab.FIRST;
import static city.datastore.platform.vault.VaultLab.FULL;
import static city.datastore.platform.vault.VaultLab.HMO_1;
import static city.datastore.platform.vault.VaultLab.HMO_2;
import static city.datastore.platform.vault.VaultLab.TREES_1;
import static city.datastore.platform.vault.VaultLab.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Stored files that were changed, cut or put in the place of others: none is read. */
class VaultDamageTest extends VaultRoom {
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

    private void refused(StoredFile file, byte[] instead, String what) throws IOException {
        lab.overwrite(file, instead);
        assertThatThrownBy(() -> lab.read(file)).as(what).isInstanceOf(VaultException.class);
    }
}
