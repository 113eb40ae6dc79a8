package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a question by the facts: default refuse, forbid wins, doubt refuses. Pure. */
public final class PolicyEngine {
    private final List<Rule> rules;
    private final AgencyNames names;

    public PolicyEngine() {
        this(AgencyNames.fromCodes());
    }

    /**
     * @param names how sentences call agencies; must not fail
     */
    public PolicyEngine(AgencyNames names) {
        this(Rules.ALL, names);
    }

    /** With other rules, to show that an empty policy refuses. */
    PolicyEngine(List<Rule> rules, AgencyNames names) {
        this.rules = List.copyOf(rules);
        this.names = names;
    }

    /** Every rule, in the order in which a near miss is explained. */
    public List<Rule> rules() {
        return rules;
    }

    public Judgement judge(Question question, Facts facts) {
        var cases = Case.of(question, facts, names);
        var forbidden = forbidden(question.act(), cases);
        return forbidden != null ? forbidden : allowed(question.act(), cases);
    }

    private Judgement.@Nullable Refused forbidden(Act act, List<Case> cases) {
        var hits = new LinkedHashSet<Finding.Lacks>();
        for (var rule : rules) {
            if (rule instanceof Rule.Forbid forbid && forbid.acts().contains(act)) {
                cases.stream().filter(forbid::hits).map(forbid::words).forEach(hits::add);
            }
        }
        return hits.isEmpty() ? null : refused(List.copyOf(hits));
    }

    private Judgement allowed(Act act, List<Case> cases) {
        Look nearest = null;
        for (var rule : rules) {
            if (rule instanceof Rule.Allow allow && allow.acts().contains(act)) {
                var best = best(allow, cases);
                if (best.lacks().isEmpty()) {
                    return yes(best);
                }
                if (nearest == null || best.heldInARow() > nearest.heldInARow()) {
                    nearest = best;
                }
            }
        }
        return nearest == null ? nothingAllows(act) : refused(nearest.lacks());
    }

    /** The case that comes nearest to the rule; among those that fit, the one that shows most. */
    private static Look best(Rule.Allow rule, List<Case> cases) {
        return cases.stream()
                .map(view -> look(rule, view))
                .min(
                        Comparator.comparingInt(Look::notHeld)
                                .thenComparing(Look::shown, Comparator.reverseOrder())
                                .thenComparing(Look::order))
                .orElseThrow();
    }

    private static Look look(Rule.Allow rule, Case view) {
        var because = new ArrayList<Reason>();
        var lacks = new ArrayList<Finding.Lacks>();
        int inARow = 0;
        for (var condition : rule.conditions()) {
            switch (condition.look(view)) {
                case Finding.Holds(var reason) -> {
                    because.add(reason);
                    inARow += lacks.isEmpty() ? 1 : 0;
                }
                case Finding.Lacks lack -> {
                    lacks.add(lack);
                    if (condition.gateway()) {
                        return new Look(rule, view, because, lacks, inARow);
                    }
                }
            }
        }
        return new Look(rule, view, because, lacks, inARow);
    }

    private static Judgement.Allowed yes(Look look) {
        boolean content = look.view().question().act() == Act.READ_CONTENT;
        boolean granted = content && look.rule().conditions().contains(GrantConditions.HELD);
        return new Judgement.Allowed(
                look.because(),
                granted ? look.view().columns() : ColumnScope.ALL,
                granted ? look.view().protection() : Protection.NONE,
                granted || !content ? look.view().permit() : null,
                granted ? look.view().grant() : null,
                look.rule().id());
    }

    private static Judgement.Refused refused(List<Finding.Lacks> lacks) {
        return new Judgement.Refused(
                lacks.stream().map(Finding.Lacks::missing).toList(), lacks.getFirst().next());
    }

    private static Judgement.Refused nothingAllows(Act act) {
        return new Judgement.Refused(
                List.of(
                        new Reason(
                                "no-rule",
                                "No rule of the policy lets anybody " + act.words() + ".")),
                "Ask whoever runs the platform.");
    }

    /** One case looked at under one rule. */
    private record Look(
            Rule.Allow rule,
            Case view,
            List<Reason> because,
            List<Finding.Lacks> lacks,
            int heldInARow) {

        int notHeld() {
            return rule.conditions().size() - because.size();
        }

        Shown shown() {
            return Shown.of(view.columns(), view.protection());
        }

        /** Settles a tie the same way every time: the grant that lasts longest, then by name. */
        String order() {
            var last =
                    Optional.ofNullable(view.grant())
                            .map(grant -> Long.MAX_VALUE - grant.until().toEpochMilli())
                            .orElse(Long.MAX_VALUE);
            return "%019d %s %s"
                    .formatted(
                            last,
                            view.agreementName(),
                            view.grant() == null ? "" : view.grant().id());
        }
    }
}
