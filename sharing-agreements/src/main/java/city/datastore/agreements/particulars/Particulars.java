package city.datastore.agreements.particulars;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every answer of an agreement, by place and question.
 *
 * @param answers never an empty map for a place
 */
public record Particulars(Extent extent, SortedMap<Place, SortedMap<String, Answer>> answers) {
    /** A condensed agreement that answers nothing. */
    public static final Particulars NONE = of(Extent.CONDENSED, Map.of());

    public Particulars {
        var copy = new TreeMap<Place, SortedMap<String, Answer>>();
        answers.forEach((place, its) -> {
            if (!its.isEmpty()) {
                copy.put(place, Collections.unmodifiableSortedMap(new TreeMap<>(its)));
            }
        });
        answers = Collections.unmodifiableSortedMap(copy);
    }

    public static Particulars of(Extent extent, Map<Place, ? extends Map<String, Answer>> answers) {
        var sorted = new TreeMap<Place, SortedMap<String, Answer>>();
        answers.forEach((place, its) -> sorted.put(place, new TreeMap<>(its)));
        return new Particulars(extent, sorted);
    }

    /** The answers about one place, by question. */
    public SortedMap<String, Answer> at(Place place) {
        return answers.getOrDefault(place, Collections.emptySortedMap());
    }

    public Optional<Answer> at(Place place, String question) {
        return Optional.ofNullable(at(place).get(question));
    }

    /** With those answers about the place instead of the ones there were. */
    public Particulars with(Place place, Map<String, Answer> its) {
        var changed = new TreeMap<>(answers);
        changed.put(place, new TreeMap<>(its));
        return new Particulars(extent, changed);
    }

    /** With one more answer. */
    public Particulars with(Place place, String question, Answer answer) {
        var its = new TreeMap<>(at(place));
        its.put(question, answer);
        return with(place, its);
    }

    public Particulars ofExtent(Extent other) {
        return new Particulars(other, answers);
    }

    /** How many answers there are in all. */
    public int size() {
        return answers.values().stream().mapToInt(Map::size).sum();
    }
}
