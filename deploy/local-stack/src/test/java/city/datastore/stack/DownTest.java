package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./dev down} and {@code ./dev reset} do where nothing runs. */
class DownTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir private Path home;

    @Nested
    class A_reset {
        @Test
        void deletes_what_up_has_made() throws IOException {
            Home.mark(home);
            data();

            assertThat(down().reset()).isZero();

            assertThat(home).isEmptyDirectory();
            assertThat(said.toString(UTF_8)).contains("The data is deleted");
        }

        @Test
        void leaves_a_folder_of_somebody_elses_alone() throws IOException {
            data();

            assertThatThrownBy(() -> down().reset())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Nothing is deleted");

            assertThat(home.resolve("vault/content")).exists();
            assertThat(home.resolve("keys/audit-log.keys")).exists();
        }

        @Test
        void says_where_there_is_nothing_to_delete() {
            assertThat(down().reset()).isZero();

            assertThat(said.toString(UTF_8)).contains("There is no data to delete");
        }

        private void data() throws IOException {
            for (String file :
                    new String[] {"logs/x.log", "vault/content", "keys/audit-log.keys"}) {
                Files.createDirectories(home.resolve(file).getParent());
                Files.writeString(home.resolve(file), "x");
            }
        }
    }

    @Nested
    class Where_it_cannot_be_known_what_runs {
        @Test
        void nobody_is_told_that_nothing_does() throws IOException {
            Files.createDirectories(home.resolve("run/supervisor.properties"));

            assertThatThrownBy(() -> down().run())
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("run this as the user who ran ./dev up");
            assertThatThrownBy(() -> down().reset()).isInstanceOf(StackException.class);
        }
    }

    private Down down() {
        return new Down(home, new PrintStream(said, true, UTF_8));
    }
}
