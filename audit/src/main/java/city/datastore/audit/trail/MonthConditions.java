package city.datastore.audit.trail;

import city.datastore.audit.trail.Condition.Compared;
import city.datastore.audit.trail.Condition.Indexed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several conditions in the table of one month.
 *
 * <p>Where one has few places, these are looked up one by one in the indexes of the others, newest
 * first. Where each has many, they are read from all the indexes and merged: a place that is read
 * in its order costs a tenth of one that is looked up. Only where all have it, the event is looked
 * at. Which of both it is, the database is not left to choose: from its statistics it expects
 * conditions to be met independently, and where they are not, it would compare all places with all.
 *
 * @param indexed of each of these lists one has to be met
 */
record MonthConditions(String month, List<List<Indexed>> indexed, List<Compared> compared) {
    private static final Set<String> PERSON = Set.of("actor", "username");
    private static final Set<String> ACTION = Set.of("action");

    /** What the indexes of those columns also have. */
    private static final Set<String> WITH_PERSON =
            Set.of("actor", "username", "dataset", "owner_agency", "actor_agency");

    private static final Set<String> WITH_ACTION = Set.of("action", "owner_agency", "actor_agency");

    MonthConditions {
        indexed = indexed.stream().map(List::copyOf).toList();
        compared = List.copyOf(compared);
    }

    /** Whether what one person did is asked for, and one of their indexes answers all of it. */
    boolean ofOnePerson() {
        return indexed.stream().anyMatch(ways -> within(PERSON, ways))
                && indexed.stream().allMatch(ways -> within(WITH_PERSON, ways));
    }

    /** Whether that condition is an action, and its index answers all of them. */
    boolean ofAction(int number) {
        return within(ACTION, indexed.get(number))
                && indexed.stream().allMatch(ways -> within(WITH_ACTION, ways));
    }

    private static boolean within(Set<String> columns, List<Indexed> ways) {
        return ways.stream().map(Indexed::column).allMatch(columns::contains);
    }

    /** How many places before this one each condition has; ways of so many are not counted on. */
    String counts(int enough) {
        return indexed.stream()
                .map(ways ->
                        ways.stream()
                                .map(way ->
                                        "(SELECT count(*) FROM (SELECT FROM %s WHERE %s AND sequence < ? LIMIT %d) AS found)"
                                                .formatted(month, way.sql(), enough))
                                .collect(Collectors.joining(" + ")))
                .collect(Collectors.joining(", ", "SELECT ARRAY[", "]"));
    }

    /** The values of {@link #counts}, in its order. */
    List<Object> valuesOfCounts(long before) {
        List<Object> values = new ArrayList<>();
        indexed.forEach(ways -> addPlaces(ways, before, values));
        return values;
    }

    /**
     * The places of the newest events that meet them: {@code sequence} and {@code at}.
     *
     * @param first which of the conditions gives the places to look up
     */
    String lookedUp(int first, int limit) {
        List<String> met = new ArrayList<>();
        others(first)
                .forEach(other ->
                        met.add(
                                indexed.get(other).stream()
                                        .map(way -> lookUp(way.sql()))
                                        .collect(Collectors.joining(" OR ", "(", ")"))));
        if (!compared.isEmpty()) {
            met.add(lookUpCompared());
        }
        List<Indexed> ways = indexed.get(first);
        return "SELECT place.sequence, %s FROM (%s) AS place WHERE %s ORDER BY place.sequence DESC LIMIT %d"
                .formatted(
                        at(),
                        ways.size() == 1
                                ? places(ways)
                                : "SELECT DISTINCT sequence FROM (" + places(ways) + ") AS way",
                        String.join(" AND ", met),
                        limit);
    }

    /** The values of {@link #lookedUp}, in its order. */
    List<Object> valuesOfLookedUp(int first, long before) {
        List<Object> values = new ArrayList<>();
        addPlaces(indexed.get(first), before, values);
        others(first)
                .forEach(other -> indexed.get(other).forEach(way -> values.addAll(way.values())));
        compared.forEach(one -> values.addAll(one.values()));
        return values;
    }

    /**
     * The same, for a connection that may only merge. An event that meets one condition in two ways
     * is merged twice and found once.
     */
    String merged(int limit) {
        String others =
                IntStream.range(1, indexed.size())
                        .mapToObj(other ->
                                " JOIN (%s) AS met%d USING (sequence)"
                                        .formatted(inOrder(indexed.get(other)), other))
                        .collect(Collectors.joining());
        return "SELECT sequence, %s FROM (SELECT DISTINCT place.sequence FROM (%s) AS place%s%s ORDER BY place.sequence DESC LIMIT %d) AS place"
                .formatted(
                        at(),
                        inOrder(indexed.getFirst()),
                        others,
                        compared.isEmpty() ? "" : " WHERE " + lookUpCompared(),
                        limit);
    }

    /** The values of {@link #merged}, in its order. */
    List<Object> valuesOfMerged(long before) {
        List<Object> values = valuesOfCounts(before);
        compared.forEach(one -> values.addAll(one.values()));
        return values;
    }

    private IntStream others(int first) {
        return IntStream.range(0, indexed.size()).filter(other -> other != first);
    }

    /** By an offset the database sees that this is to be asked for each place by itself. */
    private String lookUp(String condition) {
        return "EXISTS (SELECT FROM %s AS event WHERE event.sequence = place.sequence AND %s OFFSET 0)"
                .formatted(month, condition);
    }

    private String lookUpCompared() {
        return lookUp(compared.stream().map(Compared::sql).collect(Collectors.joining(" AND ")));
    }

    private String places(List<Indexed> ways) {
        return ways.stream()
                .map(way ->
                        "SELECT sequence FROM %s WHERE %s AND sequence < ?"
                                .formatted(month, way.sql()))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private String inOrder(List<Indexed> ways) {
        return places(ways) + " ORDER BY sequence DESC";
    }

    private String at() {
        return "(SELECT event.at FROM %s AS event WHERE event.sequence = place.sequence LIMIT 1) AS at"
                .formatted(month);
    }

    private static void addPlaces(List<Indexed> ways, long before, List<Object> values) {
        for (Indexed way : ways) {
            values.addAll(way.values());
            values.add(before);
        }
    }
}
