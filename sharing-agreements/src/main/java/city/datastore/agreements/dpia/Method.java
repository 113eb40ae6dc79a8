package city.datastore.agreements.dpia;

import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.Vocabulary;
import city.datastore.agreements.dpia.Criterion.Weight;
import city.datastore.agreements.dpia.Matrix.Cell;
import city.datastore.agreements.particulars.About;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an assessment is done, read from {@code dpia.txt}: data, not code.
 *
 * @param version of the file, a date
 * @param criteria of the screening, in the order in which they are asked
 * @param descriptions what an assessment shows of the agreement, in order
 * @param hazards risks to think of, in order
 */
public record Method(
        String version,
        List<Criterion> criteria,
        Matrix matrix,
        List<Shown> descriptions,
        List<Hazard> hazards) {
    private static final String FILE = "dpia.txt";
    private static final int CRITERION = 7;
    private static final int SHOWN = 5;

    /**
     * A question of the agreement whose answer an assessment shows.
     *
     * @param step 1 to 7
     */
    public record Shown(int step, String heading, About about, String question) {}

    /** A risk to think of where the condition holds. */
    public record Hazard(Condition holds, String text) {}

    public Method {
        criteria = List.copyOf(criteria);
        descriptions = List.copyOf(descriptions);
        hazards = List.copyOf(hazards);
        var seen = new HashSet<String>();
        for (Criterion criterion : criteria) {
            if (!seen.add(criterion.id())) {
                throw new IllegalArgumentException(
                        "the criterion " + criterion.id() + " is in " + FILE + " twice");
            }
        }
    }

    public Optional<Criterion> criterion(String id) {
        return criteria.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The method that comes with this release. */
    public static Method load(Vocabularies vocabularies) {
        try (InputStream file =
                Method.class.getResourceAsStream("/city/datastore/agreements/" + FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the module");
            }
            var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read(reader.lines().toList(), vocabularies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Method read(List<String> lines, Vocabularies vocabularies) {
        String version = "";
        var criteria = new ArrayList<Criterion>();
        var levels = new HashMap<Cell, String>();
        var descriptions = new ArrayList<Shown>();
        var hazards = new ArrayList<Hazard>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            String kind = cells[0] + " " + cells.length;
            if (kind.equals("version 2")) {
                version = cells[1];
            } else if (kind.equals("criterion " + CRITERION)) {
                criteria.add(criterion(cells));
            } else if (kind.equals("describe " + SHOWN)) {
                descriptions.add(
                        new Shown(
                                Integer.parseInt(cells[1]),
                                cells[2],
                                About.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                                cells[4]));
            } else if (kind.equals("matrix 4")) {
                levels.put(new Cell(cells[1], cells[2]), cells[3]);
            } else if (kind.equals("hazard 3")) {
                hazards.add(new Hazard(Condition.read(cells[1]), cells[2]));
            } else {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is no line of " + FILE + "; see its first lines");
            }
        }
        var matrix = new Matrix(levels);
        requireWhole(matrix, vocabularies);
        return new Method(version, criteria, matrix, descriptions, hazards);
    }

    private static Criterion criterion(String[] cells) {
        return new Criterion(
                cells[1],
                Weight.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                Condition.read(cells[3]),
                cells[4].equals("yes"),
                cells[5],
                cells[6]);
    }

    private static void requireWhole(Matrix matrix, Vocabularies vocabularies) {
        Vocabulary levels = vocabularies.list("dpia-level");
        for (var likelihood : vocabularies.list("dpia-likelihood").entries()) {
            for (var severity : vocabularies.list("dpia-severity").entries()) {
                String level = matrix.level(likelihood.code(), severity.code());
                if (levels.entries().stream().noneMatch(each -> each.code().equals(level))) {
                    throw new IllegalArgumentException(
                            "the level " + level + " in " + FILE + " is no word of dpia-level");
                }
            }
        }
    }
}
