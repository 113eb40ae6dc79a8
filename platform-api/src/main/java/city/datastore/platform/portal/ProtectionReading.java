package city.datastore.platform.portal;

import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads out of a form what is done to the columns and rows of one dataset. */
final class ProtectionReading {
    private ProtectionReading() {}

    /**
     * Reads it.
     *
     * @param at place of the dataset among those of the form, from 0
     * @return what could be read; errors say what could not
     */
    static Protection read(AgreementForm.DatasetRow row, int at, FormErrors errors, Words words) {
        String id = "datasets-" + at;
        var treatments = new TreeMap<String, Treatment>();
        lines(row.masked()).forEach(column -> treatments.put(column, Treatment.MASKED));
        for (String column : lines(row.pseudonymised())) {
            if (treatments.put(column, Treatment.PSEUDONYMISED) == Treatment.MASKED) {
                errors.add(id + "-pseudonymised", words.say("agreement-form.treated.both", column));
            }
        }
        var conditions = new ArrayList<RowCondition>();
        for (int i = 0; i < row.conditions().size(); i++) {
            var condition = row.conditions().get(i);
            condition(condition, id + "-rows-" + i, errors, words, conditions);
        }
        return new Protection(treatments, new RowFilter(conditions));
    }

    private static void condition(
            AgreementForm.ConditionRow row,
            String id,
            FormErrors errors,
            Words words,
            List<RowCondition> conditions) {
        var test = RowCondition.Test.of(row.test());
        if (row.column().isEmpty()) {
            errors.add(id + "-column", words.say("agreement-form.condition.column.missing"));
        } else if (test.isEmpty()) {
            errors.add(id + "-test", words.say("agreement-form.condition.test.missing"));
        } else {
            var values = lines(row.values());
            var fault = RowCondition.fault(row.column(), test.get(), values);
            if (fault.isPresent()) {
                errors.add(id + "-values", Words.sentence(fault.get()));
            } else {
                conditions.add(new RowCondition(row.column(), test.get(), values));
            }
        }
    }

    /** What stands on each line that is not blank. */
    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
