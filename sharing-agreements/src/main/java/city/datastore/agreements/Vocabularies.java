package city.datastore.agreements;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The controlled lists that agreements use, read from {@code vocabularies.txt}: data, not code.
 *
 * @param version of the file, a date
 * @param lists by name, in the order of the file
 */
public record Vocabularies(String version, Map<String, Vocabulary> lists) {
    private static final String FILE = "vocabularies.txt";
    private static final int WITHOUT_MARKS = 4;
    private static final int WITH_MARKS = 5;

    public Vocabularies {
        lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
        for (String named : List.of("controller-role", "article-6", "article-9", "schedule-1")) {
            if (!lists.containsKey(named)) {
                throw new IllegalArgumentException(FILE + " has no entries for " + named);
            }
        }
    }

    /**
     * The list of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Vocabulary list(String name) {
        Vocabulary list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException(FILE + " has no entries for " + name);
        }
        return list;
    }

    public Vocabulary controllerRoles() {
        return list("controller-role");
    }

    public Vocabulary article6() {
        return list("article-6");
    }

    public Vocabulary article9() {
        return list("article-9");
    }

    public Vocabulary schedule1() {
        return list("schedule-1");
    }

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
        Map<String, List<Vocabulary.Entry>> entries = new LinkedHashMap<>();
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
            } else if (cells.length == WITHOUT_MARKS || cells.length == WITH_MARKS) {
                String marks = cells.length == WITH_MARKS ? cells[WITH_MARKS - 1] : "";
                entries.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                        .add(
                                new Vocabulary.Entry(
                                        cells[1],
                                        cells[2],
                                        parts(cells[3], ";"),
                                        Set.copyOf(parts(marks, " "))));
            } else {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is not an entry of " + FILE + "; see its first lines");
            }
        }
        var lists = new LinkedHashMap<String, Vocabulary>();
        entries.forEach((name, own) -> lists.put(name, Vocabulary.of(name, own, fallbacks)));
        return new Vocabularies(version, lists);
    }

    private static List<String> parts(String cell, String by) {
        return Arrays.stream(cell.split(by)).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
