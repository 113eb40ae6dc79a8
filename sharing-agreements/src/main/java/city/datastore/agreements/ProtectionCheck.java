package city.datastore.agreements;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.RowCondition;
import city.datastore.agreements.Terms.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for what is done to a dataset's columns and rows before they leave. */
final class ProtectionCheck {
    /** Most values in the conditions of all datasets together. */
    static final int MAX_VALUES_IN_ALL = 5_000;

    private ProtectionCheck() {}

    /**
     * @param at path of the dataset
     * @param declared its columns, tidy; empty where it declares none, then any may be named
     */
    static void check(String at, Scope scope, List<String> declared, Faults faults) {
        treatments(at + ".treatments", scope, declared, faults);
        rows(at + ".rows", scope, declared, faults);
    }

    private static void treatments(String at, Scope scope, List<String> declared, Faults faults) {
        var treated = scope.protection().treatments().keySet();
        if (treated.size() > TermsCheck.MAX_COLUMNS) {
            faults.count(at, treated.size(), 0, TermsCheck.MAX_COLUMNS, "column", "columns");
            return;
        }
        Set<String> shared =
                switch (scope.columns()) {
                    case ColumnScope.Only(var names) ->
                            names.stream().map(ColumnName::tidy).collect(Collectors.toSet());
                    case ColumnScope.All _ -> new HashSet<>(declared);
                };
        boolean any = scope.columns() instanceof ColumnScope.All && declared.isEmpty();
        for (String column : treated) {
            if (faults.column(at, column) && !any && !shared.contains(ColumnName.tidy(column))) {
                faults.add(
                        at,
                        PlainText.shown(column)
                                + " is not among the columns that are shared, so it cannot be"
                                + " masked or pseudonymised; share it, or leave it out");
            }
        }
    }

    private static void rows(String at, Scope scope, List<String> declared, Faults faults) {
        var known = new HashSet<>(declared);
        var conditions = scope.protection().rows().conditions();
        for (int i = 0; i < conditions.size(); i++) {
            RowCondition condition = conditions.get(i);
            String named = at + "[" + i + "].column";
            if (faults.column(named, condition.column())
                    && !known.isEmpty()
                    && !known.contains(ColumnName.tidy(condition.column()))) {
                faults.add(
                        named,
                        scope.dataset()
                                + " declares no column "
                                + PlainText.shown(condition.column()));
            }
            for (int j = 0; j < condition.values().size(); j++) {
                faults.text(
                        at + "[" + i + "].values[" + j + "]",
                        "the value",
                        condition.values().get(j),
                        1,
                        RowCondition.MAX_VALUE,
                        false);
            }
        }
    }

    /** Whether the conditions of all datasets together are not too many. */
    static void inAll(List<Scope> scopes, Faults faults) {
        int values =
                scopes.stream()
                        .flatMap(scope -> scope.protection().rows().conditions().stream())
                        .mapToInt(condition -> Math.max(1, condition.values().size()))
                        .sum();
        if (values > MAX_VALUES_IN_ALL) {
            faults.add(
                    "datasets",
                    "their conditions on rows have "
                            + values
                            + " values in all; at most "
                            + MAX_VALUES_IN_ALL
                            + " are possible");
        }
    }
}
