package city.datastore.agreements.templates;

import city.datastore.agreements.templates.Template.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between the clauses of two templates, or of two versions of one. Pure. */
public final class TemplateDiff {
    private TemplateDiff() {}

    /**
     * One clause that is not the same in both.
     *
     * @param before empty where it is new
     * @param after empty where it is taken out
     */
    public record Change(Slot slot, Optional<Clause> before, Optional<Clause> after) {}

    /** Every change, in the order of the later clauses, and then what was taken out. */
    public static List<Change> of(List<Clause> before, List<Clause> after) {
        var changes = new ArrayList<Change>();
        for (Clause each : after) {
            var was = at(before, each.slot());
            if (was.filter(each::equals).isEmpty()) {
                changes.add(new Change(each.slot(), was, Optional.of(each)));
            }
        }
        before.stream()
                .filter(each -> at(after, each.slot()).isEmpty())
                .forEach(each ->
                        changes.add(new Change(each.slot(), Optional.of(each), Optional.empty())));
        return List.copyOf(changes);
    }

    private static Optional<Clause> at(List<Clause> clauses, Slot slot) {
        return clauses.stream().filter(each -> each.slot().equals(slot)).findFirst();
    }
}
