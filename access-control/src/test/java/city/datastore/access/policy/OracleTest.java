package city.datastore.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.CedarOracle.Opinion;
import city.datastore.access.policy.CedarOracle.Way;
import city.datastore.audit.event.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The policy engine against Cedar, which reads the same policy in its own language ({@code
 * policy.cedar}, written by hand from {@code docs/policy.md}): the same facts and questions, and
 * equal answers, rules, columns and reasons.
 *
 * <p>{@code -Dquestions=1000000} asks more than the suite does; {@code -Dseed=…} others.
 */
class OracleTest {
    private static final int FEW = 12_000;
    private static final int QUESTIONS = Integer.getInteger("questions", FEW);
    private static final long SEED = Long.getLong("seed", 20261122);

    private static final List<Answered> answers = new ArrayList<>();

    @Nested
    class Cedar_and_the_engine {
        @Test
        void give_equal_answers_and_reasons() throws Exception {
            var asked = new Comparison(new PolicyEngine());
            long start = System.nanoTime();

            if (QUESTIONS == FEW) {
                answers().forEach(asked::look);
            } else {
                asked.compare(CedarOracle.asWritten(), QUESTIONS);
            }

            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%,d questions in %.0f s: %,d allowed, %,d forbidden, %,d refused; %,d refused"
                            + " with one nearest miss only; seed %d%n",
                    QUESTIONS,
                    seconds,
                    asked.allowed,
                    asked.forbidden,
                    asked.refused,
                    asked.oneNearest,
                    SEED);
            assertThat(asked.differences).isEmpty();
            assertThat(asked.refused - asked.oneNearest)
                    .as("refusals of which several misses are as near")
                    .isLessThan(QUESTIONS / 10);
            if (QUESTIONS >= FEW) {
                assertThat(neverSeen(asked)).isEmpty();
            }
        }

        @Test
        void know_the_same_rules() {
            assertThat(unlikeTheEngine(new PolicyEngine().rules())).isEmpty();
        }

        @Test
        void read_policies_that_fit_their_schema() throws Exception {
            assertThat(CedarOracle.asWritten().faults()).isEmpty();
        }
    }

    @Nested
    class A_mistake_is_found_out {
        @Test
        void in_cedar_when_a_grant_need_not_be_in_force() throws Exception {
            assertThat(
                            differences(
                                    changed(
                                            "policy.cedar",
                                            Map.of(
                                                    "when { context.grant.from <= context.now &&"
                                                            + " context.now <"
                                                            + " context.grant.until }",
                                                    "")),
                                    changed(
                                            "reasons.cedar",
                                            Map.of(
                                                    "context.now < context.grant.from }",
                                                    "false }",
                                                    "context.grant.until <= context.now }",
                                                    "false }")),
                                    new PolicyEngine()))
                    .anyMatch(each -> each.contains("grant-expired"));
        }

        @Test
        void in_cedar_when_another_reason_is_given() throws Exception {
            assertThat(
                            differences(
                                    CedarPolicies.read("policy.cedar"),
                                    changed(
                                            "reasons.cedar",
                                            Map.of("@id(\"owner-left\")", "@id(\"owner-moved\")")),
                                    new PolicyEngine()))
                    .isNotEmpty();
        }

        @Test
        void in_the_engine_for_every_rule_that_is_left_out() throws Exception {
            var rules = new PolicyEngine().rules();
            var notMissed = new ArrayList<String>();
            var answers = answers();
            for (var rule : rules) {
                var without = new ArrayList<>(rules);
                without.remove(rule);
                var asked = new Comparison(new PolicyEngine(without, AgencyNames.fromCodes()));
                answers.forEach(asked::look);
                if (asked.differences.isEmpty()) {
                    notMissed.add(rule.id());
                }
            }
            assertThat(notMissed).isEmpty();
        }

        @Test
        void in_the_engine_when_instants_are_a_millisecond_late() throws Exception {
            var engine = new PolicyEngine();
            var asked =
                    new Comparison((question, facts) ->
                            engine.judge(question, facts.at(facts.now().plusMillis(1))));

            answers().forEach(asked::look);

            assertThat(asked.differences).isNotEmpty();
        }

        @Test
        void by_name_when_the_engine_has_a_rule_that_cedar_does_not_know() {
            var rules = new ArrayList<>(new PolicyEngine().rules());
            rules.add(
                    new Rule.Allow(
                            "read-on-sundays",
                            Set.of(Act.READ_CONTENT),
                            "Anybody reads",
                            List.of(PersonConditions.KNOWN_AGENCY)));

            assertThat(unlikeTheEngine(rules))
                    .containsExactly(
                            "read-on-sundays is not in policy.cedar: write it there from"
                                    + " docs/policy.md");
        }

        private static CedarPolicies changed(String file, Map<String, String> words) {
            var text = CedarPolicies.text(file);
            for (var each : words.entrySet()) {
                assertThat(text).contains(each.getKey());
                text = text.replace(each.getKey(), each.getValue());
            }
            return CedarPolicies.of(text);
        }

        private static List<String> differences(
                CedarPolicies policies, CedarPolicies reasons, PolicyEngine engine)
                throws Exception {
            var asked = new Comparison(engine);
            asked.compare(new CedarOracle(policies, reasons), FEW);
            return asked.differences;
        }
    }

    /** A few questions with Cedar's opinion on each, asked once for all tests. */
    private static synchronized List<Answered> answers() throws Exception {
        if (answers.isEmpty()) {
            var oracle = CedarOracle.asWritten();
            var random = new RandomQuestions(SEED, oracle.acts());
            for (int i = 0; i < FEW; i++) {
                var asked = random.next();
                answers.add(new Answered(asked, oracle.ask(asked.question(), asked.facts())));
            }
        }
        return answers;
    }

    private static List<String> unlikeTheEngine(List<Rule> rules) {
        var known = CedarPolicies.read("policy.cedar").names();
        var faults = new ArrayList<String>();
        for (var rule : rules) {
            if (!known.contains(rule.id())) {
                faults.add(
                        rule.id() + " is not in policy.cedar: write it there from docs/policy.md");
            }
        }
        faults.addAll(unlikeActs(rules));
        var ids = rules.stream().map(Rule::id).toList();
        known.stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> faults.add(id + " is in policy.cedar and not in the engine"));
        if (faults.isEmpty() && !ids.stream().filter(known::contains).toList().equals(known)) {
            faults.add("policy.cedar has its rules in another order: " + known);
        }
        return faults;
    }

    private static List<String> unlikeActs(List<Rule> rules) {
        var acts = CedarPolicies.read("policy.cedar").actsByName();
        var faults = new ArrayList<String>();
        for (var rule : rules) {
            var ours = new TreeSet<>(rule.acts());
            var theirs = acts.get(rule.id());
            if (theirs != null && !ours.equals(theirs)) {
                faults.add(rule.id() + " is about " + ours + ", in policy.cedar about " + theirs);
            }
        }
        return faults;
    }

    /** Rules that never allowed, and codes of the decision table that were never given. */
    private static Set<String> neverSeen(Comparison asked) {
        var missing = new TreeSet<String>();
        for (var row : PolicyTable.rows(PolicyTable.page())) {
            missing.addAll(row.codes());
        }
        for (var rule : new PolicyEngine().rules()) {
            if (rule instanceof Rule.Allow) {
                missing.add(rule.id());
            }
        }
        missing.removeAll(asked.seen);
        return missing;
    }

    /** Whatever answers questions like the engine does. */
    private interface Judging {
        Judgement judge(Question question, Facts facts);
    }

    /** A question and what Cedar says to it. */
    private record Answered(RandomQuestions.Asked asked, Opinion opinion) {}

    /** Questions put to both, and where they differ. */
    private static final class Comparison {
        private static final int MOST_TOLD = 5;

        private final Judging engine;
        private final List<String> differences = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private long allowed;
        private long forbidden;
        private long refused;
        private long oneNearest;

        Comparison(PolicyEngine engine) {
            this(engine::judge);
        }

        Comparison(Judging engine) {
            this.engine = engine;
        }

        /** As long as there are not too many differences to tell. */
        void compare(CedarOracle oracle, int questions) throws Exception {
            var random = new RandomQuestions(SEED, oracle.acts());
            for (int i = 0; i < questions && differences.size() < MOST_TOLD; i++) {
                var asked = random.next();
                look(new Answered(asked, oracle.ask(asked.question(), asked.facts())));
                if (i % 10_000 == 9_999) {
                    System.out.printf("%,d questions asked%n", i + 1);
                }
            }
        }

        void look(Answered answered) {
            var asked = answered.asked();
            var judgement = engine.judge(asked.question(), asked.facts());
            var difference = difference(answered.opinion(), judgement);
            if (difference != null) {
                differences.add(difference + " for " + asked);
            }
        }

        private @Nullable String difference(Opinion opinion, Judgement judgement) {
            return switch (opinion) {
                case Opinion.Allows(var rule, var ways) -> {
                    allowed++;
                    seen.add(rule);
                    yield judgement instanceof Judgement.Allowed yes
                                    && yes.rule().equals(rule)
                                    && fits(yes, ways)
                            ? null
                            : "Cedar allows by "
                                    + rule
                                    + " "
                                    + ways
                                    + ", we say "
                                    + said(judgement);
                }
                case Opinion.Forbids(var rules) -> {
                    forbidden++;
                    seen.addAll(rules);
                    yield said(judgement).equals(rules)
                            ? null
                            : "Cedar forbids by " + rules + ", we say " + said(judgement);
                }
                case Opinion.Misses(var nearest) -> {
                    refused++;
                    oneNearest += nearest.size() == 1 ? 1 : 0;
                    nearest.forEach(seen::addAll);
                    yield nearest.contains(said(judgement))
                            ? null
                            : "Cedar refuses with " + nearest + ", we say " + said(judgement);
                }
            };
        }

        private static boolean fits(Judgement.Allowed yes, Set<Way> ways) {
            var grant = yes.grant();
            if (grant == null && !yes.rule().equals("read-in-emergency")) {
                return yes.columns().equals(ColumnScope.ALL);
            }
            var permit = yes.permit();
            var columns =
                    switch (yes.columns()) {
                        case ColumnScope.Only(var names) ->
                                names.stream().map(ColumnName::tidy).collect(Collectors.toSet());
                        case ColumnScope.All _ ->
                                Set.of("amount", "body", "date", "every", "supplier");
                    };
            return ways.contains(
                    new Way(
                            permit == null ? "" : permit.agreement().value(),
                            grant == null ? "" : grant.id().toString(),
                            columns));
        }

        /** Codes, each once, in their order. */
        private static List<String> said(Judgement judgement) {
            return switch (judgement) {
                case Judgement.Allowed yes ->
                        List.of("yes by " + yes.rule(), yes.columns().toString());
                case Judgement.Refused no ->
                        no.missing().stream().map(Reason::code).distinct().toList();
            };
        }
    }
}
