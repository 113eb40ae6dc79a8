package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.PurposeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds for every question, tried on many made up with a fixed seed. */
class PolicyPropertiesTest {
    private static final int MANY = 20_000;
    private static final PolicyEngine ENGINE = new PolicyEngine();

    private final Random random = new Random(20261121);

    @Nested
    class Default_is_to_refuse {
        @Test
        void an_empty_policy_refuses_every_act() {
            var empty = new PolicyEngine(List.of(), AgencyNames.fromCodes());

            for (var act : Act.values()) {
                var question = Question.of(everything(BRENT), act, new Target.OfDataset(SPEND));

                assertThat(empty.judge(question, facts())).isInstanceOf(Judgement.Refused.class);
            }
        }

        @Test
        void a_reader_without_facts_is_refused() {
            var none = Facts.none(NOW);

            assertThat(ENGINE.judge(reading(), none)).isInstanceOf(Judgement.Refused.class);
        }

        @Test
        void a_caller_without_agency_or_without_role_is_refused_whatever_they_ask() {
            for (int i = 0; i < MANY; i++) {
                var act = pick(Act.values());
                var target = target();
                var stranger = everything(null);
                var idle = caller(pick(BRENT, GLA, MPS));

                assertThat(ENGINE.judge(Question.of(stranger, act, target), someFacts()))
                        .isInstanceOf(Judgement.Refused.class);
                assertThat(ENGINE.judge(Question.of(idle, act, target), someFacts()))
                        .isInstanceOf(Judgement.Refused.class);
            }
        }

        @Test
        void a_question_about_the_wrong_kind_of_thing_is_refused() {
            for (var act : List.of(Act.UPLOAD_VERSION, Act.APPROVE_AGREEMENT, Act.READ_EVENT)) {
                var question = Question.of(everything(BRENT), act, new Target.OfTrail());

                assertThat(ENGINE.judge(question, facts())).isInstanceOf(Judgement.Refused.class);
            }
        }
    }

    @Nested
    class Each_fact_counts {
        @Test
        void the_usual_case_is_allowed() {
            assertThat(ENGINE.judge(reading(), facts())).isInstanceOf(Judgement.Allowed.class);
        }

        @Test
        void taking_any_single_fact_away_from_an_allowed_case_refuses_it() {
            var p = permit();
            var g = grant();
            var q = reading();
            Stream.of(
                            judge(q, List.of(), List.of(g)),
                            judge(q, List.of(p), List.of()),
                            judge(asked(caller("gla.officer", GLA), DSA, ANALYSIS), p, g),
                            judge(
                                    asked(caller("gla.officer", null, Role.OFFICER), DSA, ANALYSIS),
                                    p,
                                    g),
                            judge(
                                    asked(caller("gla.officer", MPS, Role.OFFICER), DSA, ANALYSIS),
                                    p,
                                    g),
                            judge(asked(caller("gla.x", GLA, Role.OFFICER), DSA, ANALYSIS), p, g),
                            judge(asked(glaOfficer(), DSA, null), p, g),
                            judge(asked(glaOfficer(), DSA, FRAUD), p, g),
                            judge(asked(glaOfficer(), OTHER_DSA, ANALYSIS), p, g),
                            judge(q, permit(Permit.Standing.SUSPENDED, FROM, UNTIL), g),
                            judge(q, permit(Permit.Standing.ACTIVE, FROM, NOW), g),
                            judge(q, permit(Permit.Standing.ACTIVE, NOW.plusNanos(1), UNTIL), g),
                            judge(q, p, grant(FROM, NOW, false)),
                            judge(q, p, grant(NOW.plusNanos(1), UNTIL, false)),
                            judge(q, p, grant(FROM, UNTIL, true)))
                    .forEach(judgement ->
                            assertThat(judgement).isInstanceOf(Judgement.Refused.class));
        }

        @Test
        void the_engine_agrees_with_a_second_opinion_written_as_one_expression() {
            int allowed = 0;
            for (int i = 0; i < MANY; i++) {
                var question =
                        asked(
                                someCaller(),
                                pick(null, DSA, OTHER_DSA),
                                pick(null, ANALYSIS, ANALYSIS, FRAUD));
                var facts = someFacts();

                boolean says = ENGINE.judge(question, facts) instanceof Judgement.Allowed;

                assertThat(says)
                        .as("%s %s", question, facts)
                        .isEqualTo(secondOpinion(question, facts));
                allowed += says ? 1 : 0;
            }
            assertThat(allowed).as("questions that were allowed").isGreaterThan(MANY / 100);
        }

        @Test
        void columns_shown_are_in_the_agreement_and_in_the_grant() {
            for (int i = 0; i < MANY; i++) {
                var facts = someFacts();
                if (ENGINE.judge(asked(glaOfficer(), null, ANALYSIS), facts)
                                instanceof
                                Judgement.Allowed(
                                        _,
                                        var columns,
                                        var protection,
                                        var permit,
                                        var grant,
                                        _)
                        && permit != null
                        && grant != null) {
                    var agreed = permit.datasets().get(SPEND);

                    assertThat(agreed).isNotNull();
                    assertThat(grant.columns().covers(columns)).isTrue();
                    assertThat(agreed == null || agreed.covers(columns)).isTrue();
                    assertThat(columns).isNotEqualTo(ColumnScope.only(List.of()));
                    assertThat(protection).isEqualTo(permit.protection(SPEND).within(columns));
                }
            }
        }
    }

    @Nested
    class Forbid_wins {
        @Test
        void over_any_agreement_and_any_grant_for_an_administrator() {
            for (int i = 0; i < MANY; i++) {
                var roles = new HashSet<Role>(someRoles());
                roles.add(Role.PLATFORM_ADMIN);
                var admin = caller("gla.officer", pick(BRENT, GLA), roles.toArray(Role[]::new));

                assertThat(codes(asked(admin, pick(null, DSA), ANALYSIS), someFacts()))
                        .containsExactly("administrators-cannot-read");
            }
        }

        @Test
        void over_any_role_for_one_s_own_proposal_and_one_s_own_request() {
            for (var act : List.of(Act.APPROVE_AGREEMENT, Act.RETURN_AGREEMENT)) {
                var own = new Target.OfAgreement(DSA, 1, Set.of(BRENT, GLA), GLA, false);

                assertThat(codes(Question.of(everything(GLA), act, own), someFacts()))
                        .containsExactly("own-proposal");
            }
            for (var act : List.of(Act.GRANT_REQUEST, Act.REFUSE_REQUEST)) {
                var lead = everything(BRENT);
                var own = new Target.OfRequest(null, SPEND, DSA, lead.person(), BRENT);

                assertThat(codes(Question.of(lead, act, own), someFacts()))
                        .containsExactly("own-request");
            }
        }
    }

    @Nested
    class A_prohibition {
        private static final ProhibitionId ID =
                ProhibitionId.parse("01890000-0000-7000-8000-000000000005");

        @Test
        void is_never_outvoted_by_any_agreement_grant_or_role() {
            for (int i = 0; i < MANY; i++) {
                var caller = random.nextBoolean() ? everything(BRENT) : someCaller();
                var freeze =
                        new Prohibition(
                                ID, Prohibition.Kind.FREEZE, BRENT, SPEND, null, laterOrNever());
                var bar =
                        new Prohibition(
                                ID,
                                Prohibition.Kind.BAR,
                                BRENT,
                                pick(null, SPEND),
                                caller.username(),
                                laterOrNever());
                var question = asked(caller, pick(null, DSA), ANALYSIS);

                for (var one : List.of(freeze, bar)) {
                    assertThat(ENGINE.judge(question, with(someFacts(), one)))
                            .isInstanceOf(Judgement.Refused.class);
                }
            }
        }

        @Test
        void never_allows_what_was_refused_without_it() {
            for (int i = 0; i < MANY; i++) {
                var question = asked(someCaller(), pick(null, DSA, OTHER_DSA), ANALYSIS);
                var facts = someFacts();
                var kind = pick(Prohibition.Kind.values());
                var one =
                        new Prohibition(
                                ID,
                                kind,
                                BRENT,
                                SPEND,
                                kind == Prohibition.Kind.BAR ? "gla.officer" : null,
                                kind == Prohibition.Kind.EMBARGO || random.nextBoolean()
                                        ? NOW.plusSeconds(random.nextInt(3) - 1)
                                        : null);

                if (ENGINE.judge(question, facts) instanceof Judgement.Refused) {
                    assertThat(ENGINE.judge(question, with(facts, one)))
                            .isInstanceOf(Judgement.Refused.class);
                }
            }
        }

        @Test
        void on_one_dataset_leaves_the_others_alone() {
            var elsewhere =
                    new Prohibition(
                            ID,
                            Prohibition.Kind.FREEZE,
                            BRENT,
                            DatasetId.parse("brent/trees"),
                            null,
                            null);

            assertThat(ENGINE.judge(reading(), with(facts(), elsewhere)))
                    .isInstanceOf(Judgement.Allowed.class);
        }

        private @Nullable Instant laterOrNever() {
            return random.nextBoolean() ? NOW.plusNanos(1) : null;
        }

        private static Facts with(Facts facts, Prohibition one) {
            return new Facts(
                    facts.now(),
                    facts.permits(),
                    facts.grants(),
                    List.of(one),
                    List.of(),
                    List.of(),
                    EmergencyFacts.NONE);
        }
    }

    @Nested
    class More_promises_never_take_away {
        @Test
        void what_is_allowed_stays_allowed_when_another_agreement_or_grant_is_added() {
            for (int i = 0; i < MANY; i++) {
                var question = asked(glaOfficer(), pick(null, DSA), ANALYSIS);
                var facts = someFacts();
                var more =
                        Facts.none(NOW)
                                .with(
                                        plus(facts.permits(), somePermit()),
                                        plus(facts.grants(), someGrant()));

                if (ENGINE.judge(question, facts) instanceof Judgement.Allowed) {
                    assertThat(ENGINE.judge(question, more)).isInstanceOf(Judgement.Allowed.class);
                }
            }
        }

        @Test
        void what_is_shown_is_never_less_when_another_agreement_or_grant_is_added() {
            int protectedAnswers = 0;
            for (int i = 0; i < MANY; i++) {
                var question = asked(glaOfficer(), pick(null, DSA), ANALYSIS);
                var facts = someFacts();
                var more =
                        Facts.none(NOW)
                                .with(
                                        plus(facts.permits(), somePermit()),
                                        plus(facts.grants(), someGrant()));

                if (ENGINE.judge(question, facts) instanceof Judgement.Allowed before
                        && ENGINE.judge(question, more) instanceof Judgement.Allowed after) {
                    assertThat(Shown.of(after.columns(), after.protection()))
                            .isGreaterThanOrEqualTo(
                                    Shown.of(before.columns(), before.protection()));
                    protectedAnswers += before.protection().none() ? 0 : 1;
                }
            }
            assertThat(protectedAnswers).isPositive();
        }

        @Test
        void the_order_of_facts_makes_no_difference() {
            for (int i = 0; i < MANY; i++) {
                var question = asked(glaOfficer(), null, ANALYSIS);
                var some = someFacts();
                var refs = new HashSet<AgreementRef>();
                var facts =
                        Facts.none(NOW)
                                .with(
                                        some.permits().stream()
                                                .filter(permit -> refs.add(permit.agreement()))
                                                .toList(),
                                        some.grants());
                var turned =
                        Facts.none(NOW).with(facts.permits().reversed(), facts.grants().reversed());

                if (ENGINE.judge(question, facts) instanceof Judgement.Allowed allowed) {
                    assertThat(ENGINE.judge(question, turned)).isEqualTo(allowed);
                }
            }
        }
    }

    /** Rules A and B of reading, said a second time in another way. */
    private static boolean secondOpinion(Question q, Facts facts) {
        var c = q.caller();
        if (c.is(Role.PLATFORM_ADMIN) || c.agency() == null) {
            return false;
        }
        if (c.is(Role.DATA_STEWARD) && c.of(SPEND.agency())) {
            return true;
        }
        return c.is(Role.OFFICER)
                && q.purpose() != null
                && facts.permits().stream()
                        .anyMatch(p ->
                                (q.agreement() == null || q.agreement().equals(p.agreement()))
                                        && p.inForceAt(facts.now())
                                        && p.receivers().contains(c.agency())
                                        && p.purposes().contains(q.purpose())
                                        && p.actions().contains(PermittedAction.READ)
                                        && facts.grants().stream()
                                                .anyMatch(g -> fits(g, p, q, facts.now())));
    }

    private static boolean fits(HeldGrant g, Permit p, Question q, Instant now) {
        var agreed = p.datasets().get(SPEND);
        return agreed != null
                && g.holder().equals(q.caller().person())
                && g.agency().equals(q.caller().agency())
                && g.dataset().equals(SPEND)
                && g.agreement().equals(p.agreement())
                && g.purpose().equals(q.purpose())
                && g.actions().contains(PermittedAction.READ)
                && g.inForceAt(now)
                && !agreed.within(g.columns()).equals(ColumnScope.only(List.of()));
    }

    private static Judgement judge(Question question, List<Permit> permits, List<HeldGrant> held) {
        return ENGINE.judge(question, Facts.none(NOW).with(permits, held));
    }

    private static Judgement judge(Question question, Permit permit, HeldGrant held) {
        return judge(question, List.of(permit), List.of(held));
    }

    private static List<String> codes(Question question, Facts facts) {
        return ENGINE.judge(question, facts) instanceof Judgement.Refused refused
                ? refused.missing().stream().map(Reason::code).toList()
                : List.of("allowed");
    }

    private static Question asked(
            Caller caller, @Nullable AgreementRef agreement, @Nullable PurposeCode purpose) {
        return new Question(
                caller, Act.READ_CONTENT, new Target.OfDataset(SPEND), agreement, purpose);
    }

    private static Caller everything(@Nullable AgencyCode agency) {
        return caller(agency, Role.OFFICER, Role.DATA_STEWARD, Role.IG_LEAD, Role.AUDITOR);
    }

    private static <T> List<T> plus(List<T> some, T more) {
        var all = new ArrayList<T>(some);
        all.add(more);
        return all;
    }

    private Caller someCaller() {
        return caller(
                pick("gla.officer", "gla.officer", "gla.other"),
                pick(null, BRENT, GLA, GLA, GLA, MPS),
                someRoles().toArray(Role[]::new));
    }

    private Set<Role> someRoles() {
        var roles = new HashSet<Role>();
        roles.add(Role.OFFICER);
        if (random.nextInt(4) == 0) {
            roles.add(pick(Role.values()));
        }
        if (random.nextInt(8) == 0) {
            roles.remove(Role.OFFICER);
        }
        return roles;
    }

    private Target target() {
        var person = new PersonId("gla.officer");
        return pick(
                new Target.OfDataset(SPEND),
                new Target.OfVersion(SPEND, 1),
                new Target.OfAgreement(
                        DSA, 1, Set.of(BRENT, GLA), pick(null, BRENT), random.nextBoolean()),
                new Target.OfRequest(null, SPEND, DSA, person, GLA),
                new Target.OfOther(SPEND, person, GLA),
                new Target.OfList(),
                new Target.OfTrail());
    }

    private Facts someFacts() {
        return Facts.none(NOW)
                .with(
                        IntStream.range(0, random.nextInt(4)).mapToObj(_ -> somePermit()).toList(),
                        IntStream.range(0, random.nextInt(5)).mapToObj(_ -> someGrant()).toList());
    }

    private Permit somePermit() {
        return new Permit(
                pick(DSA, DSA, OTHER_DSA),
                1,
                random.nextInt(3) == 0 ? pick(Permit.Standing.values()) : Permit.Standing.ACTIVE,
                mostly(FROM, NOW.plus(Duration.ofDays(1))),
                mostly(UNTIL, NOW),
                Set.of(BRENT, GLA),
                mostly(Set.of(GLA), Set.of(MPS)),
                Map.of(mostly(SPEND, DatasetId.parse("brent/trees")), someColumns()),
                mostly(Set.of(ANALYSIS), Set.of(FRAUD)),
                mostly(Set.of(PermittedAction.READ), Set.of(new PermittedAction("link"))),
                Map.of(),
                random.nextBoolean() ? Map.of() : Map.of(SPEND, someProtection()));
    }

    private Protection someProtection() {
        var rows = new RowCondition("body", RowCondition.Test.EQUALS, List.of("Brent"));
        return new Protection(
                Map.of(
                        pick("date", "supplier"),
                        pick(Treatment.values()),
                        pick("amount", "body"),
                        pick(Treatment.values())),
                random.nextBoolean() ? RowFilter.NONE : new RowFilter(List.of(rows)));
    }

    private HeldGrant someGrant() {
        return new HeldGrant(
                new GrantId(new UUID(random.nextLong(), random.nextLong())),
                new PersonId(mostly("gla.officer", "gla.other")),
                mostly(GLA, MPS),
                mostly(SPEND, DatasetId.parse("brent/trees")),
                pick(DSA, DSA, OTHER_DSA),
                mostly(ANALYSIS, FRAUD),
                mostly(Set.of(PermittedAction.READ), Set.of(new PermittedAction("link"))),
                someColumns(),
                mostly(FROM, NOW.plus(Duration.ofDays(1))),
                mostly(UNTIL, NOW),
                random.nextInt(8) == 0);
    }

    private ColumnScope someColumns() {
        var columns = new ArrayList<String>(List.of("date", "supplier", "amount", "body"));
        columns.removeIf(_ -> random.nextBoolean());
        return random.nextInt(4) == 0 ? ColumnScope.ALL : ColumnScope.only(columns);
    }

    private <T> T mostly(T usual, T seldom) {
        return random.nextInt(8) == 0 ? seldom : usual;
    }

    @SafeVarargs
    private <T extends @Nullable Object> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
