package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a question by the facts: default refuse, forbid wins, doubt refuses. Pure. */
public final class PolicyEngine {
    /** Settles a tie the same way every time: the grant that lasts longest, then by name. */
    private static final Comparator<Case> MOST_FIRST =
            Comparator.comparing(Case::shown, Comparator.reverseOrder())
                    .thenComparing(Case::lasts, Comparator.reverseOrder())
                    .thenComparing(Case::agreementName)
                    .thenComparing(Case::grantName);

    private static final Comparator<Look> NEAREST_FIRST =
            Comparator.comparingInt(Look::notHeld).thenComparing(Look::view, MOST_FIRST);

    private final List<Rule> rules;
    private final Map<Act, List<Rule.Allow>> allowing = new EnumMap<>(Act.class);
    private final Map<Act, List<Rule.Forbid>> forbidding = new EnumMap<>(Act.class);
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
        for (var act : Act.values()) {
            allowing.put(act, about(act, Rule.Allow.class));
            forbidding.put(act, about(act, Rule.Forbid.class));
        }
    }

    /** Every rule, in the order in which a near miss is explained. */
    public List<Rule> rules() {
        return rules;
    }

    /** Everything that the rules say, a line for each: what tells these rules from others. */
    public String text() {
        var said = new StringBuilder();
        for (var rule : rules) {
            said.append(rule.id()).append('|').append(rule instanceof Rule.Allow);
            rule.acts().stream()
                    .map(Act::name)
                    .sorted()
                    .forEach(act -> said.append('|').append(act));
            said.append('|').append(rule.sentence());
            rule.codes().stream().sorted().forEach(code -> said.append('|').append(code));
            said.append('\n');
        }
        return said.toString();
    }

    public Judgement judge(Question question, Facts facts) {
        var cases = Case.of(question, facts, names);
        var forbidden = forbidden(question.act(), cases);
        return forbidden != null ? forbidden : allowed(question.act(), cases);
    }

    private <R extends Rule> List<R> about(Act act, Class<R> kind) {
        return rules.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(rule -> rule.acts().contains(act))
                .toList();
    }

    private Judgement.@Nullable Refused forbidden(Act act, List<Case> cases) {
        Set<Finding.Lacks> hits = null;
        for (var forbid : forbidding.getOrDefault(act, List.of())) {
            for (var view : cases) {
                if (forbid.hits(view)) {
                    hits = hits == null ? new LinkedHashSet<>() : hits;
                    hits.add(forbid.words(view));
                }
            }
        }
        return hits == null ? null : refused(List.copyOf(hits));
    }

    private Judgement allowed(Act act, List<Case> cases) {
        Look nearest = null;
        for (var allow : allowing.getOrDefault(act, List.of())) {
            var best = best(allow, cases);
            if (best.notHeld() == 0) {
                return yes(allow, best.view());
            }
            if (nearest == null || best.heldInARow() > nearest.heldInARow()) {
                nearest = best;
            }
        }
        return nearest == null
                ? nothingAllows(act)
                : refused(lacks(nearest.rule(), nearest.view()));
    }

    /** The case that comes nearest to the rule; among those that fit, the one that shows most. */
    private static Look best(Rule.Allow rule, List<Case> cases) {
        var best = look(rule, cases.getFirst());
        for (int i = 1; i < cases.size(); i++) {
            var look = look(rule, cases.get(i));
            if (NEAREST_FIRST.compare(look, best) < 0) {
                best = look;
            }
        }
        return best;
    }

    private static Look look(Rule.Allow rule, Case view) {
        var conditions = rule.conditions();
        int notHeld = 0;
        int inARow = 0;
        for (int i = 0; i < conditions.size(); i++) {
            var condition = conditions.get(i);
            if (condition.met(view)) {
                inARow += notHeld == 0 ? 1 : 0;
            } else if (condition.gateway()) {
                return new Look(rule, view, notHeld + conditions.size() - i, inARow);
            } else {
                notHeld++;
            }
        }
        return new Look(rule, view, notHeld, inARow);
    }

    /** What does not hold, as far as that makes sense. */
    private static List<Finding.Lacks> lacks(Rule.Allow rule, Case view) {
        var lacks = new ArrayList<Finding.Lacks>();
        for (var condition : rule.conditions()) {
            if (condition.look(view) instanceof Finding.Lacks lack) {
                lacks.add(lack);
                if (condition.gateway()) {
                    return lacks;
                }
            }
        }
        return lacks;
    }

    private Judgement.Allowed yes(Rule.Allow rule, Case view) {
        boolean content = view.question().act() == Act.READ_CONTENT;
        boolean granted = content && rule.showsWhatIsLeft();
        return new Judgement.Allowed(
                new Sentences(() -> because(rule, view)),
                granted ? view.columns() : ColumnScope.ALL,
                granted ? view.protection() : Protection.NONE,
                granted || !content ? view.permit() : null,
                granted ? view.grant() : null,
                rule.id());
    }

    /** What holds, and what rules that forbid looked at and did not forbid. */
    private List<Finding.Holds> because(Rule.Allow rule, Case view) {
        var because = new ArrayList<Finding.Holds>();
        for (var condition : rule.conditions()) {
            if (condition.look(view) instanceof Finding.Holds held) {
                because.add(held);
            }
        }
        for (var forbid : forbidding.getOrDefault(view.question().act(), List.of())) {
            var passed = forbid.passed(view);
            if (passed != null) {
                because.add(passed);
            }
        }
        return because;
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

    /**
     * One case looked at under one rule.
     *
     * @param notHeld conditions that do not hold, or were not looked at
     * @param heldInARow how many hold, one after the other from the first
     */
    private record Look(Rule.Allow rule, Case view, int notHeld, int heldInARow) {}
}
