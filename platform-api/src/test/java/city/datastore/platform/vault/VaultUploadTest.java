package city.datastore.platform.vault;

import static city.datastore.platform.vault.VaultLab.HMO_1;
import static city.datastore.platform.vault.VaultLab.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Uploads that break off: nothing of them stays. */
class VaultUploadTest extends VaultRoom {
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
}
