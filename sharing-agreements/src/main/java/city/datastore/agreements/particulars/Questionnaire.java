package city.datastore.agreements.particulars;

import city.datastore.agreements.particulars.Question.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything an agreement is asked, read from {@code questions.txt}: data, not code.
 *
 * @param version of the file, a date
 * @param groups headings by their letter, in order
 * @param questions in the order in which they are asked
 */
public record Questionnaire(
        String version, Map<Character, String> groups, List<Question> questions) {
    private static final String FILE = "questions.txt";
    private static final int CELLS = 9;

    public Questionnaire {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        questions = List.copyOf(questions);
        var seen = new HashSet<String>();
        for (Question question : questions) {
            if (!seen.add(question.about() + " " + question.id())) {
                throw new IllegalArgumentException(
                        "the question " + question.id() + " is in " + FILE + " twice");
            }
        }
    }

    /** The questions about agreements that come with this release. */
    public static Questionnaire load() {
        return load(FILE);
    }

    /** The questions in another file of this module that is written the same way. */
    public static Questionnaire load(String name) {
        try (InputStream file =
                Questionnaire.class.getResourceAsStream("/city/datastore/agreements/" + name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the module");
            }
            var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Questionnaire read(List<String> lines) {
        String version = "";
        var groups = new LinkedHashMap<Character, String>();
        var questions = new ArrayList<Question>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            if (cells.length == 2 && cells[0].equals("version")) {
                version = cells[1];
            } else if (cells.length == 3 && cells[0].equals("group")) {
                groups.put(cells[1].charAt(0), cells[2]);
            } else if (cells.length == CELLS) {
                questions.add(question(cells));
            } else {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is not a question of " + FILE + "; see its first lines");
            }
        }
        return new Questionnaire(version, groups, questions);
    }

    /** The question of that id about that kind of thing. */
    public Optional<Question> find(About about, String id) {
        return questions.stream()
                .filter(each -> each.about() == about && each.id().equals(id))
                .findFirst();
    }

    /** The questions about a kind of thing, in order. */
    public List<Question> about(About about) {
        return questions.stream().filter(each -> each.about() == about).toList();
    }

    private static Question question(String[] cells) {
        Kind kind = Kind.valueOf(cells[3].toUpperCase(Locale.ROOT));
        boolean listed = kind == Kind.WORD || kind == Kind.WORDS;
        return new Question(
                cells[0],
                About.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                cells[2].charAt(0),
                kind,
                asked(cells[4]),
                cells[5].equals("full"),
                listed ? vocabulary(cells) : null,
                listed || cells[6].isEmpty() ? 0 : Integer.parseInt(cells[6]),
                cells[7],
                cells[8]);
    }

    private static @Nullable String vocabulary(String[] cells) {
        if (cells[6].isEmpty()) {
            throw new IllegalArgumentException(cells[0] + " names no vocabulary");
        }
        return cells[6];
    }

    private static Set<String> asked(String cell) {
        return cell.equals("always")
                ? Set.of()
                : Arrays.stream(cell.split(" or "))
                        .map(String::strip)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
