package city.datastore.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.audit.merkle.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private keys of the log on disk. */
class LogKeyFileTest {
    private static final String ORIGIN = "example.test/log";

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("keys").resolve("audit-log.keys");
    }

    @Nested
    class Of_a_log_that_is_empty {
        @Test
        void is_made_once_for_its_owner_alone_and_gives_the_same_keys_ever_after()
                throws IOException {
            var made = new LogKeyFile(file()).signer(ORIGIN, true);
            var read = new LogKeyFile(file()).signer(ORIGIN, false);

            assertThat(read.keys()).isEqualTo(made.keys()).hasSize(2);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
            var note = made.sign(0, TreeHasher.EMPTY_ROOT, Instant.EPOCH).format();
            assertThat(read.signed(note)).isTrue();
        }

        /** A file that was begun elsewhere and moved: a kill between leaves none, or the whole. */
        @Test
        void leaves_nothing_beside_it() throws IOException {
            new LogKeyFile(file()).signer(ORIGIN, true);

            try (var files = Files.list(file().getParent())) {
                assertThat(files).containsExactly(file());
            }
        }
    }

    @Nested
    class Of_a_log_that_has_entries {
        @Test
        void is_demanded_and_never_made_anew() {
            assertThatThrownBy(() -> new LogKeyFile(file()).signer(ORIGIN, false))
                    .isInstanceOf(LogKeyException.class)
                    .hasMessageContaining("is missing")
                    .hasMessageContaining("put the file back");
            assertThat(file()).doesNotExist();
        }

        @Test
        void has_to_be_for_the_same_log() {
            new LogKeyFile(file()).signer(ORIGIN, true);

            assertThatThrownBy(() -> new LogKeyFile(file()).signer("other.test/log", false))
                    .isInstanceOf(LogKeyException.class)
                    .hasMessageContaining("not for the log other.test/log");
        }

        @Test
        void has_to_hold_both_keys_and_nothing_else() throws IOException {
            new LogKeyFile(file()).signer(ORIGIN, true);
            var lines = Files.readAllLines(file());

            Files.writeString(file(), lines.getFirst() + "\n");
            assertThatThrownBy(() -> new LogKeyFile(file()).signer(ORIGIN, false))
                    .hasMessageContaining("an Ed25519 key and an ML-DSA-44 key");

            Files.writeString(file(), lines.getFirst() + "\nPRIVATE+KEY+nonsense\n");
            assertThatThrownBy(() -> new LogKeyFile(file()).signer(ORIGIN, false))
                    .isInstanceOf(LogKeyException.class)
                    .hasMessageContaining("no signing key")
                    .hasMessageNotContaining("nonsense");
        }
    }
}
