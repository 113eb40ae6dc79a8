package city.datastore.platform.api;

import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.TermsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is done to a dataset before it leaves.
 *
 * @param treatments by column, of those that do not leave in clear
 * @param rows conditions that a row has to meet to leave
 */
record ProtectionJson(Map<String, String> treatments, List<Condition> rows) {

    /** A condition on rows. */
    record Condition(String column, String test, List<String> values) {}

    /** The same as somebody writes it. */
    record ConditionJson(
            @Nullable String column,
            @Nullable String test,
            @Nullable List<@Nullable String> values) {}

    static ProtectionJson of(Protection protection) {
        var treatments = new TreeMap<String, String>();
        protection.treatments().forEach((column, how) -> treatments.put(column, how.word()));
        return new ProtectionJson(
                treatments,
                protection.rows().conditions().stream()
                        .map(each ->
                                new Condition(each.column(), each.test().word(), each.values()))
                        .toList());
    }

    static Supplier<Protection> read(
            Fields fields,
            String path,
            @Nullable JsonNode treatments,
            @Nullable List<@Nullable ConditionJson> rows) {
        var treated = treatments(fields, path + ".treatments", treatments);
        var conditions =
                fields.<ConditionJson, RowCondition>each(
                        path + ".rows",
                        rows,
                        RowFilter.MAX_CONDITIONS,
                        (at, each) -> condition(fields, at, each));
        return () -> new Protection(treated.get(), new RowFilter(conditions.get()));
    }

    private static Supplier<Map<String, Treatment>> treatments(
            Fields fields, String path, @Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return Map::of;
        }
        if (!json.isObject()) {
            return fields.fault(path, "has to name columns, each with its treatment");
        }
        if (json.size() > TermsCheck.MAX_COLUMNS) {
            return fields.fault(
                    path,
                    "names " + json.size() + " columns, the most is " + TermsCheck.MAX_COLUMNS);
        }
        var read = new TreeMap<String, Treatment>();
        for (var each : json.properties()) {
            String word = each.getValue().isString() ? each.getValue().stringValue() : "";
            var treatment = Treatment.of(word);
            if (treatment.isEmpty()) {
                return fields.fault(path, "has to be clear, masked or pseudonymised for a column");
            }
            read.put(each.getKey(), treatment.get());
        }
        return () -> read;
    }

    private static Supplier<RowCondition> condition(
            Fields fields, String path, ConditionJson json) {
        var test = RowCondition.Test.of(json.test() == null ? "" : json.test());
        if (test.isEmpty()) {
            return fields.fault(
                    path + ".test",
                    "has to be one of equals, one-of, not, at-least, at-most, starts-with, empty,"
                            + " not-empty");
        }
        var values = new ArrayList<String>();
        List<@Nullable String> given = json.values() == null ? List.of() : json.values();
        for (String value : given) {
            values.add(value == null ? "" : value);
        }
        String column = json.column() == null ? "" : json.column();
        var fault = RowCondition.fault(column, test.get(), values);
        return fault.isPresent()
                ? fields.fault(path, fault.get())
                : () -> new RowCondition(column, test.get(), values);
    }
}
