package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.DatasetId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LetInTest {
    private static final PolicyEngine ENGINE = new PolicyEngine();

    @Nested
    class Whoever_has_none_of_the_roles {
        @Test
        void is_told_which_and_whom_to_ask() {
            var refused = refused(glaOfficer(), reads(SPEND, Role.CALDICOTT_GUARDIAN, Role.SIRO));

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "role-not-let-in",
                                    "Brent lets people read brent/spend under an agreement only in"
                                            + " the role siro or caldicott-guardian."));
            assertThat(refused.next())
                    .isEqualTo(
                            "Ask a colleague who has the role siro or caldicott-guardian as well, or"
                                    + " Brent's information governance lead to change the role"
                                    + " policy.");
        }

        @Test
        void is_told_that_nobody_may_where_no_role_is_named() {
            var refused = refused(glaOfficer(), reads(SPEND));

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "role-not-let-in",
                                    "Brent lets nobody read brent/spend under an agreement, in"
                                            + " whichever role."));
            assertThat(refused.next())
                    .isEqualTo("Ask Brent's information governance lead about it.");
        }

        @Test
        void is_told_of_the_dataset_s_own_policy_first() {
            var refused = refused(glaOfficer(), reads(null, Role.SIRO), reads(SPEND, Role.DPO));

            assertThat(refused.missing().getFirst().text()).endsWith("only in the role dpo.");
        }
    }

    @Nested
    class Whoever_has_one_of_them {
        @Test
        void is_told_which_version_let_them_in() {
            var question = reading();
            var yes =
                    ENGINE.judge(
                            question, facts().in(List.of(reads(SPEND, Role.OFFICER, Role.SIRO))));

            assertThat(yes)
                    .isInstanceOfSatisfying(
                            Judgement.Allowed.class,
                            allowed ->
                                    assertThat(allowed.because())
                                            .contains(
                                                    new Reason(
                                                            "role-let-in",
                                                            "Brent lets people read brent/spend under"
                                                                    + " an agreement in the role"
                                                                    + " officer or siro (version 1 of"
                                                                    + " its role policy).")));
        }

        @Test
        void is_told_nothing_where_there_is_no_policy() {
            assertThat(ENGINE.judge(reading(), facts()))
                    .isInstanceOfSatisfying(
                            Judgement.Allowed.class,
                            allowed ->
                                    assertThat(allowed.because())
                                            .extracting(Reason::code)
                                            .doesNotContain("role-let-in"));
        }
    }

    @Nested
    class A_policy_that_cannot_be_understood {
        @Test
        void lets_nobody_in_and_says_whom_to_ask() {
            var refused = refused(glaOfficer(), rolePolicy(null, new RoleMatrix.Unreadable()));

            assertThat(refused.missing())
                    .containsExactly(
                            new Reason(
                                    "role-policy-unreadable",
                                    "The role policy that Brent set on brent/spend cannot be"
                                            + " understood, so nobody can read it."));
            assertThat(refused.next())
                    .isEqualTo(
                            "Ask Brent's information governance lead to set that role policy"
                                    + " again.");
        }
    }

    @Nested
    class A_role_policy {
        @Test
        void is_not_there_where_somebody_supposes_that_the_owner_lifts_what_it_set() {
            var facts = facts().in(List.of(reads(SPEND)));

            var lifted = Supposition.LIFTED.supposed(reading(), facts);

            assertThat(ENGINE.judge(reading(), lifted)).isInstanceOf(Judgement.Allowed.class);
        }

        /** Whatever the matrix says, with whatever roles somebody comes. */
        @Test
        void never_turns_a_no_into_a_yes() {
            var random = new Random(20261125);
            int narrowed = 0;
            for (int i = 0; i < 20_000; i++) {
                var roles = some(random);
                var caller =
                        random.nextBoolean()
                                ? caller("gla.officer", GLA, roles)
                                : caller("brent.somebody", BRENT, roles);
                var policy =
                        rolePolicy(
                                random.nextBoolean() ? SPEND : null,
                                Map.of(
                                        ReadingAction.READ_UNDER_AGREEMENT, Set.of(some(random)),
                                        ReadingAction.READ_OWN_DATA, Set.of(some(random)),
                                        ReadingAction.READ_IN_EMERGENCY, Set.of(some(random))));

                boolean without = allowed(caller, facts());
                boolean with = allowed(caller, facts().in(List.of(policy)));

                assertThat(with && !without).as("%s %s", caller, policy).isFalse();
                narrowed += without && !with ? 1 : 0;
            }
            assertThat(narrowed).isPositive();
        }

        private static Role[] some(Random random) {
            var roles = EnumSet.noneOf(Role.class);
            for (var role : Role.values()) {
                if (random.nextInt(3) == 0) {
                    roles.add(role);
                }
            }
            return roles.toArray(Role[]::new);
        }

        private static boolean allowed(Caller caller, Facts facts) {
            return ENGINE.judge(reading(caller), facts) instanceof Judgement.Allowed;
        }
    }

    @Nested
    class A_matrix {
        @Test
        void that_leaves_an_action_out_names_no_role_for_it() {
            var matrix =
                    new RoleMatrix.Named(
                            Map.of(ReadingAction.READ_OWN_DATA, Set.of(Role.DATA_STEWARD)));

            assertThat(matrix.of(ReadingAction.READ_UNDER_AGREEMENT)).isEmpty();
            assertThat(matrix.lets(ReadingAction.READ_IN_EMERGENCY, EnumSet.allOf(Role.class)))
                    .isFalse();
            assertThat(matrix.words())
                    .isEqualTo(
                            "under an agreement: nobody; as its own data steward: data-steward; in"
                                    + " an emergency: nobody");
        }

        @Test
        void of_the_rules_themselves_takes_nothing_away() {
            for (var action : ReadingAction.values()) {
                assertThat(RoleMatrix.builtIn().of(action)).containsExactly(action.needed());
                assertThat(ENGINE.rules()).extracting(Rule::id).contains(action.code());
            }
        }
    }

    private static RolePolicy reads(@Nullable DatasetId dataset, Role... roles) {
        return rolePolicy(dataset, Map.of(ReadingAction.READ_UNDER_AGREEMENT, Set.of(roles)));
    }

    private static Judgement.Refused refused(Caller caller, RolePolicy... policies) {
        return (Judgement.Refused) ENGINE.judge(reading(caller), facts().in(List.of(policies)));
    }
}
