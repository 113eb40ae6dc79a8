package city.datastore.platform.api;

import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to a dataset before it leaves, as ODRL says it: rows are a refinement of the target,
 * which is then a collection; treatments have a word of our own.
 */
final class OdrlProtection {
    private OdrlProtection() {}

    /** Adds it to a target. */
    static void refine(Map<String, Object> target, Protection protection) {
        if (!protection.treatments().isEmpty()) {
            var treatments = new LinkedHashMap<String, Object>();
            protection.treatments().forEach((column, how) -> treatments.put(column, how.word()));
            target.put("ds:treatments", treatments);
        }
        if (!protection.rows().none()) {
            target.put("@type", "AssetCollection");
            target.put("source", target.remove("uid"));
            target.put(
                    "refinement",
                    protection.rows().conditions().stream()
                            .map(OdrlProtection::refinement)
                            .toList());
        }
    }

    private static Map<String, Object> refinement(RowCondition condition) {
        var refinement = new LinkedHashMap<String, Object>();
        refinement.put("leftOperand", "ds:column");
        refinement.put("ds:name", condition.column());
        refinement.put("operator", operator(condition.test()));
        List<String> values = condition.values();
        refinement.put(
                "rightOperand",
                switch (condition.test()) {
                    case ONE_OF -> values;
                    case EMPTY, NOT_EMPTY -> "";
                    case EQUALS, NOT, AT_LEAST, AT_MOST, STARTS_WITH -> values.getFirst();
                });
        return refinement;
    }

    private static String operator(RowCondition.Test test) {
        return switch (test) {
            case EQUALS, EMPTY -> "eq";
            case ONE_OF -> "isAnyOf";
            case NOT, NOT_EMPTY -> "neq";
            case AT_LEAST -> "gteq";
            case AT_MOST -> "lteq";
            case STARTS_WITH -> "ds:startsWith";
        };
    }
}
