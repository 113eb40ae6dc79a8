package city.datastore.agreements.templates;

import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The rules for clauses of a template about how columns leave, and which rows. */
final class ProtectionClauses {
    private ProtectionClauses() {}

    /** One text: the word of a {@link Treatment}. */
    static List<String> treatment(String column, List<String> says, String path, Faults faults) {
        faults.column(path + ".clause", column);
        if (faults.count(path + ".says", says.size(), 1, 1, "text", "texts")
                && Treatment.of(says.getFirst()).isEmpty()) {
            faults.add(path + ".says", "it has to be clear, masked or pseudonymised");
        }
        return says;
    }

    /** The word of a test and then the values that it takes. */
    static List<String> rows(String column, List<String> says, String path, Faults faults) {
        faults.column(path + ".clause", column);
        var test = RowCondition.Test.of(says.getFirst());
        if (test.isEmpty()) {
            faults.add(
                    path + ".says",
                    "the first text has to be the test: "
                            + Arrays.stream(RowCondition.Test.values())
                                    .map(RowCondition.Test::word)
                                    .collect(Collectors.joining(", ")));
            return says;
        }
        RowCondition.fault(column, test.get(), says.subList(1, says.size()))
                .ifPresent(fault -> faults.add(path + ".says", fault));
        return says;
    }
}
