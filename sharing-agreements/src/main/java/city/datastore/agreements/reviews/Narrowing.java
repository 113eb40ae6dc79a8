package city.datastore.agreements.reviews;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.agreements.Places;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What can be left out of an agreement because nobody used it.
 *
 * @param columns by dataset, those that stay; only datasets of which some go
 * @param agencies that receive and never read
 */
public record Narrowing(
        SortedSet<DatasetId> datasets,
        SortedMap<DatasetId, ColumnScope> columns,
        SortedSet<PurposeCode> purposes,
        SortedSet<AgencyCode> agencies) {
    public static final Narrowing NONE =
            new Narrowing(new TreeSet<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

    public Narrowing {
        datasets = Collections.unmodifiableSortedSet(new TreeSet<>(datasets));
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
        agencies = Collections.unmodifiableSortedSet(new TreeSet<>(agencies));
    }

    public boolean isEmpty() {
        return datasets.isEmpty() && columns.isEmpty() && purposes.isEmpty() && agencies.isEmpty();
    }

    /**
     * The terms without what was never used. A party that then neither gives nor receives is left
     * out, except the one that writes them; answers about what is left out go with it.
     */
    public Terms of(Terms terms, AgencyCode writer) {
        List<Terms.Scope> scopes =
                terms.datasets().stream()
                        .filter(each -> !datasets.contains(each.dataset()))
                        .map(this::narrower)
                        .toList();
        Set<AgencyCode> owners =
                scopes.stream().map(each -> each.dataset().agency()).collect(Collectors.toSet());
        List<Terms.Party> parties =
                terms.parties().stream()
                        .map(each -> without(each, owners))
                        .filter(each ->
                                each.provides() || each.receives() || each.agency().equals(writer))
                        .map(each ->
                                each.provides() || each.receives()
                                        ? each
                                        : before(terms, each.agency()))
                        .toList();
        var narrower =
                new Terms(
                        terms.title(),
                        parties,
                        scopes,
                        terms.purposes().stream()
                                .filter(each -> !purposes.contains(each.code()))
                                .toList(),
                        terms.actions(),
                        terms.lawfulBasis(),
                        terms.starts(),
                        terms.ends(),
                        terms.reviewDue(),
                        terms.particulars(),
                        terms.template());
        return narrower.with(Places.of(narrower).keep(answers(terms.particulars())));
    }

    /** What was said of a column is said of it also where the narrower terms spell it otherwise. */
    private Particulars answers(Particulars particulars) {
        var said = new TreeMap<>(particulars.answers());
        particulars
                .answers()
                .forEach((place, its) -> {
                    if (place instanceof OfColumn(var dataset, var column)
                            && columns.containsKey(dataset)) {
                        said.putIfAbsent(new OfColumn(dataset, ColumnName.tidy(column)), its);
                    }
                });
        return new Particulars(particulars.extent(), said);
    }

    private Terms.Scope narrower(Terms.Scope scope) {
        ColumnScope stays =
                Objects.requireNonNullElse(columns.get(scope.dataset()), scope.columns());
        return new Terms.Scope(scope.dataset(), stays, of(scope.protection(), stays));
    }

    /** Terms name no treatment of a column that is not shared, however its name is spelt. */
    private static Protection of(Protection protection, ColumnScope stays) {
        var treatments = new TreeMap<>(protection.treatments());
        if (stays instanceof ColumnScope.Only(var names)) {
            var tidy = names.stream().map(ColumnName::tidy).collect(Collectors.toSet());
            treatments.keySet().removeIf(each -> !tidy.contains(ColumnName.tidy(each)));
        }
        return new Protection(treatments, protection.rows(), protection.subject());
    }

    private Terms.Party without(Terms.Party party, Set<AgencyCode> owners) {
        return new Terms.Party(
                party.agency(),
                party.role(),
                party.provides() && owners.contains(party.agency()),
                party.receives() && !agencies.contains(party.agency()));
    }

    private static Terms.Party before(Terms terms, AgencyCode agency) {
        return terms.parties().stream()
                .filter(each -> each.agency().equals(agency))
                .findFirst()
                .orElseThrow();
    }
}
