package city.datastore.platform.portal;

import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.TermsReview.Asked;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The questions that stand on one page: those of one group about one place, or those about all
 * columns of a dataset.
 *
 * @param about the place's path, or {@code columns/} and the dataset
 */
record Section(char group, String about, List<Asked> asked) {
    private static final String COLUMNS = "columns/";

    Section {
        asked = List.copyOf(asked);
    }

    /** Every section of the terms, by group and then in the order of the terms. */
    static List<Section> all(TermsReview review, Terms terms) {
        var sections = new LinkedHashMap<String, List<Asked>>();
        review.asked(terms)
                .forEach((place, asked) ->
                        asked.forEach(one ->
                                sections.computeIfAbsent(
                                                one.question().group() + about(place),
                                                _ -> new ArrayList<>())
                                        .add(one)));
        return sections.entrySet().stream()
                .map(each ->
                        new Section(
                                each.getKey().charAt(0),
                                each.getKey().substring(1),
                                each.getValue()))
                .sorted((a, b) -> Character.compare(a.group(), b.group()))
                .toList();
    }

    static String about(Place place) {
        return place instanceof OfColumn(var dataset, _) ? COLUMNS + dataset : place.toString();
    }

    /** The place that its title names. */
    Place place() {
        Place first = asked.getFirst().place();
        return first instanceof OfColumn(var dataset, _) ? new OfDataset(dataset) : first;
    }

    /**
     * Where it is answered.
     *
     * @param base path of the agreement
     */
    String href(String base) {
        return href(base, group, about);
    }

    static String href(String base, char group, String about) {
        return Link.to(base + "/answers").with("group", group).with("about", about).toString();
    }

    boolean isColumns() {
        return about.startsWith(COLUMNS);
    }

    long missing() {
        return asked.stream().filter(Asked::isMissing).count();
    }

    long answered() {
        return asked.stream().filter(each -> each.answer() != null).count();
    }
}
