package city.datastore.access.gate;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.clocks.ClockCheck;
import city.datastore.access.grounds.GroundsKeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.index.LeasedIndex;
import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.ConditionSource;
import city.datastore.access.policy.EmergencySource;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.access.policy.PolicyEngine;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.policy.RolePolicySource;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Supposition;
import city.datastore.access.policy.Target;
import city.datastore.access.policy.Treatment;
import city.datastore.access.policy.Worlds;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Doubt;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.audit.pipeline.Recorder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GatekeeperTest {
    private static final String KEPT = "0".repeat(64);
    private static final Protection MASKED =
            new Protection(Map.of("supplier", Treatment.MASKED), RowFilter.NONE);

    private final Sources sources = new Sources();
    private final List<AuditEvent> record = new ArrayList<>();
    private GroundsKeeper grounds = (_, _, _) -> KEPT;
    private ClockCheck clocks = ClockCheck.NONE;
    private final Gatekeeper gate = gate(record::add);

    @Nested
    class A_question_that_the_policy_allows {
        @Test
        void gets_a_pass_that_names_its_event() {
            var pass = gate.admit(reading());

            assertThat(record).hasSize(1);
            assertThat(pass.event()).isEqualTo(record.getFirst().id());
            assertThat(pass.question()).isEqualTo(reading());
            assertThat(pass.judgement().columns())
                    .isEqualTo(ColumnScope.only(List.of("amount", "supplier")));
        }

        @Test
        void is_recorded_with_what_it_relied_on() {
            gate.admit(reading());

            var event = record.getFirst();
            assertThat(event.action().name()).isEqualTo("dataset.read");
            assertThat(event.actor()).isEqualTo(glaOfficer().actor());
            assertThat(event.request()).isEqualTo(CALL);
            assertThat(event.outcome()).isInstanceOf(Outcome.Allowed.class);
            var about = event.about();
            assertThat(about.dataset()).isEqualTo(SPEND);
            assertThat(about.datasetVersion()).isEqualTo(1);
            assertThat(about.agreement()).isEqualTo(DSA);
            assertThat(about.agreementVersion()).isEqualTo(1);
            assertThat(about.purpose()).isEqualTo(ANALYSIS);
            assertThat(about.columns()).containsExactly("amount", "supplier");
            assertThat(about.grant()).isEqualTo(grant().id());
        }

        @Test
        void is_recorded_with_what_is_done_to_the_data() {
            sources.promised.set(
                    0,
                    Worlds.permit(
                            new Protection(
                                    Map.of("supplier", Treatment.MASKED),
                                    new RowFilter(
                                            List.of(
                                                    new RowCondition(
                                                            "body",
                                                            RowCondition.Test.ONE_OF,
                                                            Collections.nCopies(
                                                                    99, "x".repeat(200))))))));

            gate.admit(reading());

            var details = record.getFirst().about().details();
            assertThat(details)
                    .containsEntry("masked", "supplier")
                    .containsOnlyKeys("grounds", "masked", "rows");
            assertThat(details.get("rows")).startsWith("body is one of \"xx").hasSize(400);
        }

        @Test
        void names_the_agreement_that_was_found_where_none_was_named() {
            gate.admit(
                    new Question(
                            glaOfficer(),
                            Act.READ_CONTENT,
                            new Target.OfVersion(SPEND, 1),
                            null,
                            ANALYSIS));

            assertThat(record.getFirst().about().agreement()).isEqualTo(DSA);
        }
    }

    @Nested
    class What_a_decision_rests_on {
        @Test
        void is_kept_as_of_the_instant_of_the_event_and_named_by_it() {
            var instants = new ArrayList<Instant>();
            grounds =
                    (question, facts, at) -> {
                        assertThat(record).isEmpty();
                        assertThat(question).isEqualTo(reading());
                        assertThat(facts.permits()).isEqualTo(sources.promised);
                        instants.add(at);
                        return KEPT;
                    };

            gate(record::add).admit(reading());

            var event = record.getFirst();
            assertThat(event.about().details()).containsEntry("grounds", KEPT);
            assertThat(instants).containsExactly(event.at());
        }

        @Test
        void is_kept_for_a_refusal_too() {
            sources.held.clear();

            refusal(reading());

            assertThat(record.getFirst().about().details()).containsEntry("grounds", KEPT);
        }

        @Test
        void refuses_when_it_cannot_be_kept() {
            grounds =
                    (_, _, _) -> {
                        throw new IllegalStateException("no room");
                    };

            var refused =
                    catchThrowableOfType(
                            RefusedException.class, () -> gate(record::add).admit(reading()));

            assertThat(refused.judgement().missing())
                    .extracting(Reason::code)
                    .containsExactly("facts-unavailable");
            assertThat(record.getFirst().about().details()).isEmpty();
        }
    }

    @Nested
    class A_question_that_the_policy_refuses {
        @Test
        void is_recorded_with_its_reasons_before_it_is_answered() {
            sources.held.clear();

            var refused = refusal(reading());

            var event = record.getFirst();
            assertThat(refused.event()).isEqualTo(event.id());
            assertThat(event.outcome()).isInstanceOf(Outcome.Refused.class);
            assertThat(codes(event.outcome().reasons())).containsExactly("no-grant");
            assertThat(event.about().agreement()).isEqualTo(DSA);
            assertThat(event.about().agreementVersion()).isEqualTo(1);
            assertThat(refused).hasMessage(refused.judgement().missing().getFirst().text());
        }

        @Test
        void names_the_request_and_the_grant_it_was_about() {
            var request = AccessRequestId.at(NOW);
            refusal(
                    Question.of(
                            glaOfficer(),
                            Act.GRANT_REQUEST,
                            new Target.OfRequest(request, SPEND, DSA, glaOfficer().person(), GLA)));
            refusal(
                    Question.of(
                            caller("x", MPS, Role.OFFICER),
                            Act.REVOKE_GRANT,
                            new Target.OfGrant(grant().id(), SPEND, DSA, glaOfficer().person())));

            assertThat(record.getFirst().about().accessRequest()).isEqualTo(request);
            assertThat(record.getLast().about().grant()).isEqualTo(grant().id());
        }
    }

    @Nested
    class A_source_of_facts_that_fails {
        @Test
        void means_no_and_the_record_says_so() {
            assertThat(refusal(reading(caller(BRENT, Role.OFFICER))).inDoubt()).isFalse();
            record.clear();
            sources.failing = true;

            assertThat(refusal(reading()).inDoubt()).isTrue();

            assertThat(codes(record.getFirst().outcome().reasons()))
                    .containsExactly("facts-unavailable");
        }

        @Test
        void is_what_the_record_takes_for_a_doubt_and_nothing_else_is() {
            for (boolean agreeing : List.of(true, false)) {
                clocks = _ -> agreeing;
                sources.failing = agreeing;
                assertThat(Doubt.alone(refusal(reading()).judgement().missing())).isTrue();
            }

            clocks = _ -> true;
            sources.failing = false;
            assertThat(
                            Doubt.among(
                                    refusal(reading(caller(BRENT, Role.OFFICER)))
                                            .judgement()
                                            .missing()))
                    .isFalse();
        }

        @Test
        void leaves_it_in_doubt_whether_a_pass_still_allows() {
            var pass = gate.admit(reading());
            sources.failing = true;

            assertThatThrownBy(() -> gate.stillAllows(pass)).hasMessage("the source is down");
        }
    }

    @Nested
    class Clocks_that_disagree {
        private final Question opening =
                Question.of(glaOfficer(), Act.OPEN_EMERGENCY, new Target.OfDataset(SPEND));

        @Test
        void mean_no_and_the_record_says_so() {
            clocks = _ -> false;

            var refused = refusal(reading());

            assertThat(refused.inDoubt()).isTrue();
            assertThat(refused.judgement().next()).contains("one of its clocks is wrong");
            assertThat(codes(record.getFirst().outcome().reasons()))
                    .containsExactly("clocks-disagree");
            assertThat(record.getFirst().about().details()).isEmpty();
        }

        @Test
        void are_judged_by_what_the_decision_takes_for_now() {
            var asked = new ArrayList<Instant>();
            clocks =
                    now -> {
                        asked.add(now);
                        return true;
                    };

            var pass = gate.admit(reading());
            gate.explain(reading());

            assertThat(gate.stillAllows(pass)).isTrue();
            assertThat(asked).containsExactly(NOW, NOW, NOW);
        }

        @Test
        void are_a_no_to_whoever_only_wants_to_know_and_whatever_is_supposed() {
            clocks = _ -> false;

            assertThat(gate.explain(reading())).isEqualTo(Gatekeeper.CLOCKS_DISAGREE);
            assertThat(gate.explain(reading(), Set.of(Supposition.GRANTED)))
                    .isEqualTo(Gatekeeper.CLOCKS_DISAGREE);
            assertThat(gate.explainTo(glaOfficer(), reading(), Set.of()))
                    .isEqualTo(Gatekeeper.CLOCKS_DISAGREE);
        }

        @Test
        void end_what_a_pass_allowed() {
            var pass = gate.admit(reading());
            clocks = _ -> false;
            assertThatThrownBy(() -> gate.stillAllows(pass))
                    .isInstanceOf(ClocksDisagreeException.class);

            clocks = _ -> true;
            assertThat(gate.stillAllows(pass)).isTrue();
        }

        @Test
        void let_nobody_open_an_emergency() {
            assertThat(codes(refusal(opening).judgement().missing()))
                    .doesNotContain("clocks-disagree");
            clocks = _ -> false;

            assertThat(codes(refusal(opening).judgement().missing()))
                    .containsExactly("clocks-disagree");
        }

        @Test
        void keep_nobody_from_stopping_what_is_allowed() {
            clocks = _ -> false;

            gate.admit(
                    Question.of(
                            caller(BRENT, Role.IG_LEAD),
                            Act.REVOKE_GRANT,
                            new Target.OfGrant(grant().id(), SPEND, DSA, glaOfficer().person())));

            assertThat(record.getFirst().outcome()).isInstanceOf(Outcome.Allowed.class);
        }

        @Test
        void keep_a_hidden_dataset_from_those_only_to_whom_an_agreement_promises_it() {
            clocks = _ -> false;
            var seeing = new Target.OfDataset(SPEND);

            gate.admit(
                    Question.of(caller(BRENT, Role.DATA_STEWARD), Act.SEE_HIDDEN_DATASET, seeing));

            assertThat(gate.explain(Question.of(glaOfficer(), Act.SEE_HIDDEN_DATASET, seeing)))
                    .isEqualTo(Gatekeeper.CLOCKS_DISAGREE);
            clocks = _ -> true;
            assertThat(gate.explain(Question.of(glaOfficer(), Act.SEE_HIDDEN_DATASET, seeing)))
                    .isInstanceOf(Judgement.Allowed.class);
        }

        @Test
        void that_cannot_be_asked_mean_no_too() {
            clocks =
                    _ -> {
                        throw new IllegalStateException("the database is down");
                    };

            assertThat(codes(refusal(reading()).judgement().missing()))
                    .containsExactly("facts-unavailable");
        }
    }

    @Nested
    class A_record_that_cannot_be_written {
        private final Gatekeeper unrecorded =
                gate(_ -> {
                    throw new NotRecordedException("no broker", new RuntimeException());
                });

        @Test
        void lets_nothing_through() {
            assertThatThrownBy(() -> unrecorded.admit(reading()))
                    .isInstanceOf(NotRecordedException.class);
        }

        @Test
        void hides_a_refusal_too() {
            sources.held.clear();

            assertThatThrownBy(() -> unrecorded.admit(reading()))
                    .isInstanceOf(NotRecordedException.class);
        }
    }

    @Nested
    class A_transaction_that_is_open {
        @Test
        void is_a_mistake_in_the_program_and_nothing_is_decided() {
            TransactionSynchronizationManager.setActualTransactionActive(true);
            try {
                assertThatIllegalStateException()
                        .isThrownBy(() -> gate.admit(reading()))
                        .withMessageContaining("READ_CONTENT");
            } finally {
                TransactionSynchronizationManager.setActualTransactionActive(false);
            }
            assertThat(record).isEmpty();
        }
    }

    @Nested
    class Somebody_who_only_wants_to_know {
        @Test
        void gets_the_judgement_and_leaves_nothing_on_the_record() {
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Allowed.class);
            sources.held.clear();
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Refused.class);

            assertThat(record).isEmpty();
        }

        @Test
        void of_somebody_else_learns_nothing_of_an_agreement_that_is_not_theirs_to_know() {
            sources.promised.set(0, between(DSA, Set.of(GLA, MPS)));
            var asker = caller("brent.ig", BRENT, Role.IG_LEAD);

            assertThat(told(asker)).containsExactly("agreement-unknown");
            assertThat(told(caller("city.auditor", Agency.OVERSIGHT, Role.AUDITOR)))
                    .containsExactly("dataset-not-in-agreement");
            sources.promised.set(0, permit());
            assertThat(told(asker)).isEmpty();
            assertThat(record).isEmpty();
        }

        private List<String> told(Caller asker) {
            return switch (gate.explainTo(asker, reading(), Set.of())) {
                case Judgement.Allowed _ -> List.of();
                case Judgement.Refused refused -> codes(refused.missing());
            };
        }
    }

    @Nested
    class A_reading_under_no_agreement_in_particular {
        private final Question any =
                new Question(
                        glaOfficer(),
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        null,
                        ANALYSIS);

        @Test
        void is_allowed_under_a_grant_however_many_agreements_could_cover_it() {
            sources.most = 0;

            var pass = gate.admit(any);
            assertThat(pass.judgement().grant()).isEqualTo(grant());
            assertThat(gate.stillAllows(pass)).isTrue();

            sources.held.set(0, grant(FROM, UNTIL, true));
            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(gate.explain(any)).isInstanceOf(Judgement.Refused.class);
        }

        @Test
        void rests_on_no_agreement_that_the_reader_s_agency_is_not_named_in_any_more() {
            sources.promised.add(between(OTHER_DSA, Set.of(BRENT, MPS)));
            sources.held.add(under(OTHER_DSA));
            var kept = new ArrayList<List<Permit>>();
            grounds =
                    (_, facts, _) -> {
                        kept.add(facts.permits());
                        return KEPT;
                    };

            gate(record::add).admit(any);

            assertThat(kept).containsExactly(List.of(permit()));
        }

        private static HeldGrant under(AgreementRef agreement) {
            var usual = grant();
            return new HeldGrant(
                    GrantId.at(NOW),
                    usual.holder(),
                    usual.agency(),
                    usual.dataset(),
                    agreement,
                    usual.purpose(),
                    usual.actions(),
                    usual.columns(),
                    usual.from(),
                    usual.until(),
                    false);
        }
    }

    @Nested
    class A_pass_looked_at_again {
        private final Pass pass = gate.admit(reading());

        @Test
        void stands_while_nothing_changes() {
            assertThat(gate.stillAllows(pass)).isTrue();
        }

        @Test
        void ends_with_its_grant() {
            sources.held.set(0, grant(FROM, UNTIL, true));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void ends_with_its_grant_although_another_would_allow_the_same() {
            sources.held.set(0, grant(FROM, UNTIL, true));
            sources.held.add(another());

            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(gate.explain(reading())).isInstanceOf(Judgement.Allowed.class);
        }

        @Test
        void stands_although_a_better_grant_is_given() {
            sources.held.add(another());

            assertThat(gate.stillAllows(pass)).isTrue();
        }

        @Test
        void ends_with_its_agreement() {
            sources.promised.set(0, permit(Permit.Standing.SUSPENDED, FROM, UNTIL));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void ends_when_the_owner_freezes_the_dataset() {
            sources.forbidden.add(
                    new Prohibition(
                            ProhibitionId.at(NOW),
                            Prohibition.Kind.FREEZE,
                            BRENT,
                            SPEND,
                            null,
                            null));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void ends_when_fewer_columns_are_allowed() {
            sources.held.set(0, withColumns(grant(), ColumnScope.only(List.of("supplier"))));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void ends_when_a_column_is_masked_that_was_in_clear() {
            sources.promised.set(0, Worlds.permit(MASKED));

            assertThat(gate.stillAllows(pass)).isFalse();
        }

        @Test
        void stands_when_a_mask_is_taken_off() {
            sources.promised.set(0, Worlds.permit(MASKED));
            var masked = gate.admit(reading());
            sources.promised.set(0, permit());

            assertThat(gate.stillAllows(masked)).isTrue();
        }

        private HeldGrant another() {
            var usual = grant();
            return new HeldGrant(
                    GrantId.at(NOW),
                    usual.holder(),
                    usual.agency(),
                    usual.dataset(),
                    usual.agreement(),
                    usual.purpose(),
                    usual.actions(),
                    ColumnScope.ALL,
                    usual.from(),
                    usual.until(),
                    false);
        }
    }

    private Gatekeeper gate(Recorder recorder) {
        return new Gatekeeper(
                new PolicyEngine(),
                sources,
                sources,
                sources,
                sources,
                sources,
                EmergencySource.NONE,
                new LeasedIndex(),
                grounds,
                recorder,
                Clock.fixed(NOW, ZoneOffset.UTC),
                now -> clocks.agree(now));
    }

    private RefusedException refusal(Question question) {
        return catchThrowableOfType(RefusedException.class, () -> gate.admit(question));
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    /** An agreement of others about their own data. */
    private static Permit between(AgreementRef agreement, Set<AgencyCode> parties) {
        var usual = permit();
        return new Permit(
                agreement,
                2,
                usual.standing(),
                usual.from(),
                usual.until(),
                parties,
                parties,
                Map.of(),
                usual.purposes(),
                usual.actions(),
                Map.of(),
                Map.of());
    }

    private static HeldGrant withColumns(HeldGrant usual, ColumnScope columns) {
        return new HeldGrant(
                usual.id(),
                usual.holder(),
                usual.agency(),
                usual.dataset(),
                usual.agreement(),
                usual.purpose(),
                usual.actions(),
                columns,
                usual.from(),
                usual.until(),
                usual.revoked());
    }

    /** Facts held in lists, which can be made to fail. */
    private static final class Sources
            implements PermitSource,
                    GrantSource,
                    ProhibitionSource,
                    ConditionSource,
                    RolePolicySource {
        private final List<Permit> promised = new ArrayList<>(List.of(Worlds.permit()));
        private final List<HeldGrant> held = new ArrayList<>(List.of(grant()));
        private final List<Prohibition> forbidden = new ArrayList<>();
        private final List<AccessCondition> demanded = new ArrayList<>();
        private final List<RolePolicy> narrowed = new ArrayList<>();
        private boolean failing;
        private int most = 500;

        @Override
        public Optional<Permit> permit(AgreementRef agreement) {
            check();
            return promised.stream().filter(p -> p.agreement().equals(agreement)).findFirst();
        }

        @Override
        public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
            check();
            return promised.stream()
                    .filter(p -> p.receivers().contains(receiver))
                    .limit(most)
                    .toList();
        }

        @Override
        public List<HeldGrant> grants(PersonId holder, DatasetId dataset) {
            check();
            return held;
        }

        @Override
        public List<Prohibition> prohibitions(DatasetId dataset, Caller caller) {
            check();
            return forbidden;
        }

        @Override
        public List<AccessCondition> conditions(DatasetId dataset) {
            check();
            return demanded;
        }

        @Override
        public List<RolePolicy> rolePolicies(DatasetId dataset) {
            check();
            return narrowed;
        }

        private void check() {
            if (failing) {
                throw new IllegalStateException("the source is down");
            }
        }
    }
}
