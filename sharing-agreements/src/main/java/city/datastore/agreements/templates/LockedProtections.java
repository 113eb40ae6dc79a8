package city.datastore.agreements.templates;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Faults;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.templates.Slot.OfRows;
import city.datastore.agreements.templates.Slot.OfTreatment;
import city.datastore.audit.names.DatasetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a template locks of how data leaves: columns by their name, and rows by a condition. Where
 * terms say nothing else it is filled in, so that nobody has to remember it. Pure.
 */
final class LockedProtections {
    private final Map<String, Treatment> treatments = new TreeMap<>();
    private final List<RowCondition> rows = new ArrayList<>();
    private final String template;

    /**
     * @param template in words, for what is wrong
     */
    LockedProtections(LockedClauses locked, String template) {
        locked.says()
                .forEach((slot, says) -> {
                    switch (slot) {
                        case OfTreatment(var column) ->
                                treatments.merge(
                                        ColumnName.tidy(column),
                                        treatment(says),
                                        Treatment::stricter);
                        case OfRows(var column) -> rows.add(Template.condition(column, says));
                        case Slot.OfField _, Slot.OfQuestion _ -> {}
                    }
                });
        this.template = template;
    }

    private static Treatment treatment(List<String> says) {
        return Treatment.of(says.getFirst()).orElseThrow();
    }

    /**
     * The terms with what is locked filled in; a fault where they say something else.
     *
     * @param declared the columns of a dataset, empty where it declares none: then it counts as
     *     having every column
     */
    Terms on(Terms terms, Function<DatasetId, List<String>> declared, Faults faults) {
        if (treatments.isEmpty() && rows.isEmpty()) {
            return terms;
        }
        var scopes = new ArrayList<Scope>();
        for (Scope scope : terms.datasets()) {
            String at = "datasets[" + scopes.size() + "]";
            Protection its = scope.protection();
            scopes.add(
                    new Scope(
                            scope.dataset(),
                            scope.columns(),
                            new Protection(
                                    treated(scope, at, faults),
                                    kept(its.rows(), declared.apply(scope.dataset()), at, faults),
                                    its.subject())));
        }
        return terms.about(scopes);
    }

    private SortedMap<String, Treatment> treated(Scope scope, String at, Faults faults) {
        var treated = new TreeMap<>(scope.protection().treatments());
        switch (scope.columns()) {
            case ColumnScope.All _ -> {
                if (!treatments.isEmpty()) {
                    faults.add(
                            at + ".columns",
                            "the template "
                                    + template
                                    + " locks how some columns leave; name the columns that are"
                                    + " shared instead of all, so that none is left out");
                }
            }
            case ColumnScope.Only(var names) ->
                    treatments.forEach((column, due) -> {
                        Treatment is = scope.protection().of(column);
                        if (!names.contains(column)) {
                            return;
                        }
                        if (is == Treatment.CLEAR) {
                            treated.put(column, due);
                        } else if (is != due) {
                            faults.add(
                                    at + ".treatments",
                                    "the template "
                                            + template
                                            + " locks how "
                                            + column
                                            + " leaves: "
                                            + due.word()
                                            + ", and not "
                                            + is.word());
                        }
                    });
        }
        return treated;
    }

    private RowFilter kept(RowFilter filter, List<String> declared, String at, Faults faults) {
        Set<String> names = declared.stream().map(ColumnName::tidy).collect(Collectors.toSet());
        var conditions = new ArrayList<>(filter.conditions());
        for (RowCondition condition : rows) {
            boolean has = names.isEmpty() || names.contains(condition.column());
            if (has && conditions.stream().noneMatch(each -> same(each, condition))) {
                conditions.add(condition);
            }
        }
        if (conditions.size() > RowFilter.MAX_CONDITIONS) {
            faults.add(
                    at + ".rows",
                    "with those that the template "
                            + template
                            + " locks it has "
                            + conditions.size()
                            + " conditions on rows; at most "
                            + RowFilter.MAX_CONDITIONS
                            + " are possible");
            return filter;
        }
        return new RowFilter(conditions);
    }

    /**
     * @param said its column may have stray white space in terms from before that was refused
     */
    private static boolean same(RowCondition said, RowCondition due) {
        return ColumnName.tidy(said.column()).equals(due.column())
                && said.test() == due.test()
                && said.values().equals(due.values());
    }
}
