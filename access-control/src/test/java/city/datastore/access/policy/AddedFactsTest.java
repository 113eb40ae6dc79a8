package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.ConditionId;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.ProhibitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What more facts, or another time, can change in an answer and what not, on questions by lot. */
class AddedFactsTest {
    private static final int MANY = 20_000;
    private static final PolicyEngine ENGINE = new PolicyEngine();

    private final RandomQuestions questions =
            new RandomQuestions(20261122, List.of(List.of(Act.READ_CONTENT)));
    private final Random random = new Random(20261122);

    @Nested
    class Another_agreement_and_another_grant {
        @Test
        void never_turn_a_yes_into_a_no() {
            int yeses = 0;
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (allows(ENGINE, asked.question(), asked.facts())) {
                    var more = plus(asked.facts(), questions.next().facts());

                    assertThat(allows(ENGINE, asked.question(), more)).as("%s", asked).isTrue();
                    yeses++;
                }
            }
            assertThat(yeses).isGreaterThan(MANY / 50);
        }

        @Test
        void that_do_not_name_the_question_never_lift_its_refusal() {
            assertThat(lifted(ENGINE)).isZero();
        }

        @Test
        void would_lift_it_if_an_agreement_did_not_have_to_name_the_receiver() {
            var rules =
                    ENGINE.rules().stream()
                            .map(rule ->
                                    rule.id().equals("read-under-agreement")
                                                    && rule instanceof Rule.Allow allow
                                            ? without(AgreementConditions.AGENCY_RECEIVES, allow)
                                            : rule)
                            .toList();

            assertThat(lifted(new PolicyEngine(rules, AgencyNames.fromCodes()))).isPositive();
        }

        @Test
        void never_outvote_what_the_owner_forbids() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                var facts = plus(asked.facts(), questions.next().facts());
                var freeze = freeze(dataset(asked.question()));

                assertThat(allows(ENGINE, asked.question(), with(facts, freeze)))
                        .as("%s", asked)
                        .isFalse();
            }
        }

        /** Refusals that became a yes by agreements and grants about something else. */
        private int lifted(PolicyEngine engine) {
            int lifted = 0;
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (!allows(engine, asked.question(), asked.facts())) {
                    var more = elsewhere(asked.question(), questions.next().facts());
                    boolean now = allows(engine, asked.question(), plus(asked.facts(), more));
                    lifted += now ? 1 : 0;
                }
            }
            return lifted;
        }

        private static Rule without(Condition condition, Rule.Allow rule) {
            var left = new ArrayList<>(rule.conditions());
            assertThat(left.remove(condition)).isTrue();
            return new Rule.Allow(rule.id(), rule.acts(), rule.opening(), left);
        }

        /** Of those, what does not name the question: its agreement, dataset, agency and person. */
        private static Facts elsewhere(Question question, Facts facts) {
            var dataset = dataset(question);
            var agency = question.caller().agency();
            return facts.with(
                    facts.permits().stream()
                            .filter(permit ->
                                    !permit.datasets().containsKey(dataset)
                                            || agency == null
                                            || !permit.receivers().contains(agency)
                                            || (question.agreement() != null
                                                    && !permit.agreement()
                                                            .equals(question.agreement())))
                            .toList(),
                    facts.grants().stream()
                            .filter(grant ->
                                    !grant.holder().equals(question.caller().person())
                                            || !grant.dataset().equals(dataset)
                                            || !grant.agency().equals(agency)
                                            || !grant.purpose().equals(question.purpose()))
                            .toList());
        }
    }

    @Nested
    class Another_prohibition {
        @Test
        void never_turns_a_no_into_a_yes() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (!allows(ENGINE, asked.question(), asked.facts())) {
                    var more = asked.facts();
                    for (var one : questions.next().facts().prohibitions()) {
                        more = AddedFactsTest.with(more, one);
                    }

                    assertThat(allows(ENGINE, asked.question(), more)).as("%s", asked).isFalse();
                }
            }
        }
    }

    @Nested
    class Another_condition_of_access {
        @Test
        void never_turns_a_no_into_a_yes() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (!allows(ENGINE, asked.question(), asked.facts())) {
                    var more = new ArrayList<>(asked.facts().conditions());
                    more.addAll(questions.next().facts().conditions());

                    assertThat(allows(ENGINE, asked.question(), under(asked.facts(), more)))
                            .as("%s", asked)
                            .isFalse();
                }
            }
        }

        @Test
        void that_nobody_meets_is_never_outvoted() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                var unmet =
                        new AccessCondition(
                                new ConditionId(new UUID(0, 2)),
                                dataset(asked.question()).agency(),
                                null,
                                new Demand.Unreadable());
                var facts = plus(asked.facts(), questions.next().facts());

                assertThat(allows(ENGINE, asked.question(), under(facts, List.of(unmet))))
                        .as("%s", asked)
                        .isFalse();
            }
        }

        private static Facts under(Facts facts, List<AccessCondition> conditions) {
            return new Facts(
                    facts.now(),
                    facts.permits(),
                    facts.grants(),
                    facts.prohibitions(),
                    conditions,
                    facts.rolePolicies(),
                    facts.emergency());
        }
    }

    @Nested
    class An_emergency {
        @Test
        void is_never_let_past_what_the_owner_forbids() {
            int opened = 0;
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (inEmergency(asked.question(), asked.facts())) {
                    opened++;
                    var freeze = freeze(dataset(asked.question()));

                    assertThat(
                                    allows(
                                            ENGINE,
                                            asked.question(),
                                            AddedFactsTest.with(asked.facts(), freeze)))
                            .as("%s", asked)
                            .isFalse();
                }
            }
            assertThat(opened).as("readings in an emergency").isPositive();
        }

        @Test
        void shows_nothing_that_was_not_opened_and_arranged() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (ENGINE.judge(asked.question(), asked.facts()) instanceof Judgement.Allowed yes
                        && yes.rule().equals("read-in-emergency")) {
                    var facts = asked.facts().emergency();

                    assertThat(yes.columns()).isInstanceOf(ColumnScope.Only.class);
                    assertThat(facts.access()).isNotNull();
                    assertThat(facts.arrangement()).isNotNull();
                    if (yes.columns() instanceof ColumnScope.Only(var shown)
                            && facts.access() != null
                            && facts.arrangement() != null) {
                        assertThat(facts.access().columns()).containsAll(shown);
                        assertThat(facts.arrangement().columns()).containsAll(shown);
                    }
                    assertThat(yes.protection().subject()).isNotNull();
                }
            }
        }

        private static boolean inEmergency(Question question, Facts facts) {
            return ENGINE.judge(question, facts) instanceof Judgement.Allowed yes
                    && yes.rule().equals("read-in-emergency");
        }
    }

    @Nested
    class Another_role_policy {
        @Test
        void never_turns_a_no_into_a_yes() {
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                if (!allows(ENGINE, asked.question(), asked.facts())) {
                    var more = new ArrayList<>(asked.facts().rolePolicies());
                    more.addAll(questions.next().facts().rolePolicies());

                    assertThat(allows(ENGINE, asked.question(), asked.facts().in(more)))
                            .as("%s", asked)
                            .isFalse();
                }
            }
        }
    }

    @Nested
    class A_clock_that_is_set_back {
        @Test
        void allows_nothing_that_was_revoked_suspended_or_frozen() {
            int standing = 0;
            for (int i = 0; i < MANY; i++) {
                var asked = questions.next();
                var facts = asked.facts();
                var then = NOW.minus(Duration.ofHours(random.nextInt(24 * 400)));
                standing += underAgreement(asked.question(), facts.at(then)) ? 1 : 0;

                assertThat(underAgreement(asked.question(), revoked(facts).at(then))).isFalse();
                assertThat(underAgreement(asked.question(), suspended(facts).at(then))).isFalse();
                assertThat(
                                allows(
                                        ENGINE,
                                        asked.question(),
                                        with(facts, freeze(dataset(asked.question()))).at(then)))
                        .isFalse();
            }
            assertThat(standing).as("allowed at that time, had nothing been stopped").isPositive();
        }

        private static boolean underAgreement(Question question, Facts facts) {
            return ENGINE.judge(question, facts) instanceof Judgement.Allowed yes
                    && yes.rule().equals("read-under-agreement");
        }

        private static Facts revoked(Facts facts) {
            return facts.with(
                    facts.permits(),
                    facts.grants().stream()
                            .map(grant ->
                                    new HeldGrant(
                                            grant.id(),
                                            grant.holder(),
                                            grant.agency(),
                                            grant.dataset(),
                                            grant.agreement(),
                                            grant.purpose(),
                                            grant.actions(),
                                            grant.columns(),
                                            grant.from(),
                                            grant.until(),
                                            /* revoked= */ true))
                            .toList());
        }

        private static Facts suspended(Facts facts) {
            return facts.with(
                    facts.permits().stream()
                            .map(permit ->
                                    new Permit(
                                            permit.agreement(),
                                            permit.version(),
                                            Permit.Standing.SUSPENDED,
                                            permit.from(),
                                            permit.until(),
                                            permit.parties(),
                                            permit.receivers(),
                                            permit.datasets(),
                                            permit.purposes(),
                                            permit.actions(),
                                            Map.of(),
                                            Map.of()))
                            .toList(),
                    facts.grants());
        }
    }

    private static boolean allows(PolicyEngine engine, Question question, Facts facts) {
        return engine.judge(question, facts) instanceof Judgement.Allowed;
    }

    private static DatasetId dataset(Question question) {
        return switch (question.target()) {
            case Target.OfDataset(var dataset) -> dataset;
            case Target.OfVersion(var dataset, _) -> dataset;
            default -> throw new IllegalArgumentException("not about a dataset: " + question);
        };
    }

    /** Agreements whose reference is new, and all grants, of the others too. */
    private static Facts plus(Facts facts, Facts others) {
        var permits = new ArrayList<>(facts.permits());
        var known = new HashSet<>(permits.stream().map(Permit::agreement).toList());
        others.permits().stream().filter(each -> known.add(each.agreement())).forEach(permits::add);
        var grants = new ArrayList<>(facts.grants());
        grants.addAll(others.grants());
        return facts.with(permits, grants);
    }

    private static Facts with(Facts facts, Prohibition one) {
        var prohibitions = new ArrayList<>(facts.prohibitions());
        prohibitions.add(one);
        return new Facts(
                facts.now(),
                facts.permits(),
                facts.grants(),
                prohibitions,
                facts.conditions(),
                facts.rolePolicies(),
                facts.emergency());
    }

    private static Prohibition freeze(DatasetId dataset) {
        return new Prohibition(
                new ProhibitionId(new UUID(0, 1)),
                Prohibition.Kind.FREEZE,
                dataset.agency(),
                dataset,
                null,
                null);
    }
}
