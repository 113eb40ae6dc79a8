package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import city.datastore.audit.names.PermittedAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what an agreement lacks for a request or a grant to rest on it. Pure. */
public final class Coverage {
    private static final List<Condition> CONDITIONS =
            List.of(
                    AgreementConditions.NAMES_DATASET,
                    AgreementConditions.AGENCY_RECEIVES,
                    AgreementConditions.IN_FORCE,
                    AgreementConditions.PURPOSE_COVERED);

    private final AgencyNames names;

    public Coverage(AgencyNames names) {
        this.names = names;
    }

    /**
     * What is missing, in plain English; empty when the agreement covers it.
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
        var view = new Case(asking, now, permit, null, names);
        if (permit == null) {
            return reasons(AgreementConditions.NAMED_EXISTS, view);
        }
        var missing = new ArrayList<Reason>();
        CONDITIONS.forEach(condition -> missing.addAll(reasons(condition, view)));
        var beyond = new TreeSet<>(actions);
        beyond.removeAll(permit.actions());
        for (var action : beyond) {
            missing.add(
                    new Reason(
                            "action-not-in-agreement",
                            permit.agreement() + " does not allow the action " + action + "."));
        }
        if (until.isAfter(permit.until())) {
            missing.add(
                    new Reason(
                            "until-past-agreement",
                            permit.agreement()
                                    + " ends on "
                                    + Case.lastDay(permit.until())
                                    + ", and access under it cannot last longer."));
        }
        return List.copyOf(missing);
    }

    private static List<Reason> reasons(Condition condition, Case view) {
        return switch (condition.look(view)) {
            case Finding.Holds _ -> List.of();
            case Finding.Lacks(var reason, _) -> List.of(reason);
        };
    }
}
