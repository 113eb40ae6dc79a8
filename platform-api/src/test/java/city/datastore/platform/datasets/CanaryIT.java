package city.datastore.platform.datasets;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Law 5: no plaintext at rest. A word that is found nowhere else is looked for everywhere. */
class CanaryIT {
    private final RunningPlatform platform = RunningPlatform.shared();
    private final Workbench bench = new Workbench(platform);
    private final Caller steward = People.steward("camden");

    @Test
    void a_word_in_a_stored_file_is_nowhere_under_the_state_folder() throws IOException {
        String inContent = word();
        String inTitle = word();
        var id = Workbench.draft("camden", Workbench.freshName()).id();
        bench.datasets().create(steward, titled(id, inTitle));
        byte[] table = table(inContent);
        bench.datasets()
                .upload(
                        steward,
                        id,
                        new Upload(new ByteArrayInputStream(table), "text/csv", null, null, null));
        assertThat(bench.read(steward, id, 1)).isEqualTo(table);
        bench.trail(id, found -> Workbench.lines(found).contains("dataset.release done"));

        assertThat(filesThatHold(inContent)).isEmpty();
        // The search would have found it: the title is not secret, and there it is.
        assertThat(filesThatHold(inTitle)).isNotEmpty();
        assertThat(filesThatHold(id.toString())).anyMatch(file -> file.contains("kafka"));
    }

    private static String word() {
        return "canary" + UUID.randomUUID().toString().replace("-", "");
    }

    private static Dataset titled(city.datastore.audit.names.DatasetId id, String title) {
        var draft = Workbench.draft(id.agency().value(), id.name());
        return new Dataset(
                id,
                title,
                draft.description(),
                draft.classification(),
                draft.topics(),
                List.of(),
                false,
                draft.createdAt(),
                null);
    }

    private static byte[] table(String word) {
        var text = new StringBuilder("uprn,note\n");
        for (int row = 0; row < 100_000; row++) {
            text.append(row).append(',').append(word).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    /** As text, as UTF-16 and in Base64. */
    private List<String> filesThatHold(String word) throws IOException {
        var patterns =
                List.of(
                        word.getBytes(UTF_8),
                        word.getBytes(UTF_16LE),
                        Arrays.copyOf(
                                Base64.getEncoder().withoutPadding().encode(word.getBytes(UTF_8)),
                                word.length()));
        var found = new ArrayList<String>();
        try (var files = Files.walk(platform.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (patterns.stream().anyMatch(pattern -> holds(file, pattern))) {
                    found.add(platform.home().relativize(file).toString());
                }
            }
        }
        return found;
    }

    private static boolean holds(Path file, byte[] pattern) {
        try (var bytes = Files.newInputStream(file)) {
            byte[] window = new byte[1 << 20];
            int kept = 0;
            for (int read = bytes.read(window, kept, window.length - kept);
                    read >= 0;
                    read = bytes.read(window, kept, window.length - kept)) {
                int filled = kept + read;
                if (contains(window, filled, pattern)) {
                    return true;
                }
                kept = Math.min(filled, pattern.length - 1);
                System.arraycopy(window, filled - kept, window, 0, kept);
            }
            return false;
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(byte[] window, int filled, byte[] pattern) {
        for (int at = 0; at + pattern.length <= filled; at++) {
            if (window[at] == pattern[0]
                    && Arrays.equals(window, at, at + pattern.length, pattern, 0, pattern.length)) {
                return true;
            }
        }
        return false;
    }
}
