package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a question by the facts: default refuse, forbid wins, doubt refuses. Pure. */
public final class PolicyEngine {
    private static final Comparator<Look> NEAREST_FIRST =
            Comparator.comparingInt(Look::notHeld)
                    .thenComparing(Look::shown, Comparator.reverseOrder())
                    .thenComparing(Look::order);

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
            if (best.lacks().isEmpty()) {
                return yes(best);
            }
            if (nearest == null || best.heldInARow() > nearest.heldInARow()) {
                nearest = best;
            }
        }
        return nearest == null ? nothingAllows(act) : refused(nearest.lacks());
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
        var because = new ArrayList<Finding.Holds>(rule.conditions().size());
        List<Finding.Lacks> lacks = List.of();
        int inARow = 0;
        for (var condition : rule.conditions()) {
            switch (condition.look(view)) {
                case Finding.Holds held -> {
                    because.add(held);
                    inARow += lacks.isEmpty() ? 1 : 0;
                }
                case Finding.Lacks lack -> {
                    lacks = lacks.isEmpty() ? new ArrayList<>() : lacks;
                    lacks.add(lack);
                    if (condition.gateway()) {
                        return new Look(rule, view, because, lacks, inARow);
                    }
                }
            }
        }
        return new Look(rule, view, because, lacks, inARow);
    }

    private Judgement.Allowed yes(Look look) {
        boolean content = look.view().question().act() == Act.READ_CONTENT;
        var conditions = look.rule().conditions();
        boolean granted =
                content
                        && (conditions.contains(GrantConditions.HELD)
                                || conditions.contains(EmergencyConditions.COLUMNS_LEFT));
        return new Judgement.Allowed(
                new Sentences(because(look)),
                granted ? look.view().columns() : ColumnScope.ALL,
                granted ? look.view().protection() : Protection.NONE,
                granted || !content ? look.view().permit() : null,
                granted ? look.view().grant() : null,
                look.rule().id());
    }

    /** What holds, and what rules that forbid looked at and did not forbid. */
    private List<Finding.Holds> because(Look look) {
        var because = look.because();
        for (var forbid : forbidding.getOrDefault(look.view().question().act(), List.of())) {
            var passed = forbid.passed(look.view());
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

    /** One case looked at under one rule. */
    private record Look(
            Rule.Allow rule,
            Case view,
            List<Finding.Holds> because,
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
