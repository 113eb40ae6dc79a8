package city.datastore.access.policy;

import city.datastore.audit.calendar.UkTime;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.PermittedAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what an agreement lacks for a request, a grant or a need to rest on it: always the same
 * conditions, in the gate's own words. Pure.
 */
public final class Coverage {
    private static final List<Condition> CONDITIONS =
            List.of(
                    AgreementConditions.NAMES_DATASET,
                    AgreementConditions.AGENCY_RECEIVES,
                    AgreementConditions.IN_FORCE);

    private final AgencyNames names;

    public Coverage(AgencyNames names) {
        this.names = names;
    }

    /**
     * What is missing for a request or a grant, in plain English; empty when the agreement covers
     * it.
     *
     * @param asking the question as the one who would read puts it
     * @param permit what the agreement promises, null where there is none
     * @param until when access would end
     */
    public List<Reason> missing(
            Question asking,
            @Nullable Permit permit,
            Set<PermittedAction> actions,
            Instant until,
            Instant now) {
        var view = new Case(asking, Facts.none(now), permit, null, names);
        if (permit == null) {
            return reasons(AgreementConditions.NAMED_EXISTS, view);
        }
        var missing = missing(view, permit, actions);
        if (until.isAfter(permit.until())) {
            missing.add(
                    new Reason(
                            "until-past-agreement",
                            permit.agreement()
                                    + " ends on "
                                    + UkTime.lastDay(permit.until())
                                    + ", and access under it cannot last longer."));
        }
        return List.copyOf(missing);
    }

    /**
     * What is missing for a need that nobody has asked for yet; empty when the agreement covers it.
     *
     * @param asking names a purpose, or none where any will do
     * @param columns null where any will do
     */
    public List<Reason> missing(
            Question asking,
            Permit permit,
            @Nullable ColumnScope columns,
            PermittedAction action,
            Instant now) {
        var view = new Case(asking, Facts.none(now), permit, null, names);
        var missing = missing(view, permit, Set.of(action));
        var dataset = view.dataset();
        var given = dataset == null ? null : permit.datasets().get(dataset);
        if (given != null && columns != null && !given.covers(columns)) {
            missing.add(
                    new Reason(
                            "columns-not-in-agreement",
                            permit.agreement() + " does not give " + beyond(columns, given) + "."));
        }
        return List.copyOf(missing);
    }

    private static List<Reason> missing(Case view, Permit permit, Set<PermittedAction> actions) {
        var missing = new ArrayList<Reason>();
        CONDITIONS.forEach(condition -> missing.addAll(reasons(condition, view)));
        if (view.question().purpose() != null) {
            missing.addAll(reasons(AgreementConditions.PURPOSE_COVERED, view));
        }
        var beyond = new TreeSet<>(actions);
        beyond.removeAll(permit.actions());
        for (var action : beyond) {
            missing.add(
                    new Reason(
                            "action-not-in-agreement",
                            permit.agreement() + " does not allow the action " + action + "."));
        }
        return missing;
    }

    private static String beyond(ColumnScope wanted, ColumnScope given) {
        return switch (wanted) {
            case ColumnScope.All _ -> "any column but those it names";
            case ColumnScope.Only(var names) -> {
                var left = new TreeSet<>(names);
                if (wanted.within(given) instanceof ColumnScope.Only(var common)) {
                    left.removeAll(common);
                }
                yield (left.size() == 1 ? "the column " : "the columns ") + Case.listed(left);
            }
        };
    }

    private static List<Reason> reasons(Condition condition, Case view) {
        return switch (condition.look(view)) {
            case Finding.Holds _ -> List.of();
            case Finding.Lacks(var reason, _) -> List.of(reason);
        };
    }
}
