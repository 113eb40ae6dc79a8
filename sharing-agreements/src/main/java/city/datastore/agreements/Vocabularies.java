package city.datastore.agreements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The controlled lists that agreements use, read from {@code vocabularies.txt}: data, not code.
 *
 * @param version of the file, a date
 */
public record Vocabularies(
        String version, Vocabulary controllerRoles, Vocabulary article6, Vocabulary article9) {
    private static final String FILE = "vocabularies.txt";

    /** The lists that come with this release. */
    public static Vocabularies load() {
        try (InputStream file = Vocabularies.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the module");
            }
            var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vocabularies read(List<String> lines) {
        String version = "";
        Map<String, List<Vocabulary.Entry>> entries = new HashMap<>();
        Map<String, String> fallbacks = new HashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\\|", -1);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cells[i].strip();
            }
            if (cells.length == 2 && cells[0].equals("version")) {
                version = cells[1];
            } else if (cells.length == 3 && cells[0].equals("default")) {
                fallbacks.put(cells[1], cells[2]);
            } else if (cells.length == 4) {
                entries.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                        .add(new Vocabulary.Entry(cells[1], cells[2], also(cells[3])));
            } else {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is not an entry of " + FILE + "; see its first lines");
            }
        }
        return new Vocabularies(
                version,
                vocabulary("controller-role", entries, fallbacks),
                vocabulary("article-6", entries, fallbacks),
                vocabulary("article-9", entries, fallbacks));
    }

    private static Vocabulary vocabulary(
            String name,
            Map<String, List<Vocabulary.Entry>> entries,
            Map<String, String> defaults) {
        List<Vocabulary.Entry> own = entries.getOrDefault(name, List.of());
        if (own.isEmpty()) {
            throw new IllegalArgumentException(FILE + " has no entries for " + name);
        }
        return Vocabulary.of(name, own, defaults);
    }

    private static List<String> also(String cell) {
        return Arrays.stream(cell.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
