package city.datastore.agreements.dpia;

import java.util.Map;

/**
 * Which level of risk a likelihood and a severity come to.
 *
 * @param levels for every pair of words
 */
public record Matrix(Map<Cell, String> levels) {
    /** One pair. */
    public record Cell(String likelihood, String severity) {}

    public Matrix {
        levels = Map.copyOf(levels);
    }

    /**
     * The level, as a word of {@code dpia-level}.
     *
     * @throws IllegalArgumentException for a pair that is not in the matrix
     */
    public String level(String likelihood, String severity) {
        String level = levels.get(new Cell(likelihood, severity));
        if (level == null) {
            throw new IllegalArgumentException(
                    "the matrix has no level for " + likelihood + " and " + severity);
        }
        return level;
    }
}
