package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.Pass;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.DutyAppointment;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Emergency access that runs: what is read under it, who sees it, and how it ends. */
class RunningEmergenciesIT extends EmergenciesRoom {
    @Nested
    class While_it_runs {
        private final Emergency opened = open().value();
        private final Pass pass = gate.admit(reading(OFFICER, opened));

        @Test
        void a_download_goes_on() {
            assertThat(gate.stillAllows(pass)).isTrue();
        }

        @Test
        void ending_it_ends_the_reading_and_downloads_under_way() {
            emergencies.end(OFFICER, opened.access().id(), "The child was found.");

            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(missing(reading(OFFICER, opened))).containsExactly("emergency-ended");
        }

        @Test
        void the_owner_and_the_holder_s_lead_end_it_too_and_nobody_else() {
            var second = open().value();

            emergencies.end(OWNER, opened.access().id(), "Call us instead.");
            emergencies.end(LEAD, second.access().id(), "Not ours.");

            assertThat(missing(reading(OFFICER, opened))).containsExactly("emergency-ended");
            assertThat(missing(reading(OFFICER, second))).containsExactly("emergency-ended");
            var third = open().value().access().id();
            assertThatThrownBy(() ->
                            emergencies.end(
                                    caller("mps.lead", new AgencyCode("mps"), Role.IG_LEAD),
                                    third,
                                    "no"))
                    .isInstanceOf(EmergencyException.NotFound.class);
            assertThat(codes(refused(() -> emergencies.end(COLLEAGUE, third, "no"))))
                    .containsExactly("not-the-holder");
        }

        @Test
        void ending_the_arrangement_ends_it_for_good() {
            var standing = arrangements.standing(CHILDREN).orElseThrow().arranged();
            arrangements.end(OWNER, standing.id(), "It was too wide.");
            assertThat(gate.stillAllows(pass)).isFalse();

            arrangements.set(OWNER, arrangement("address", "allergies"));

            assertThat(missing(reading(OFFICER, opened))).containsExactly("emergency-ended");
        }

        @Test
        void a_narrower_arrangement_narrows_it_at_once() {
            arrangements.set(OWNER, arrangement("allergies"));

            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(missing(reading(OFFICER, opened))).containsExactly("columns-empty");
        }

        @Test
        void ending_the_duty_or_barring_the_person_ends_the_reading() {
            duties.end(LEAD, duty("gla.officer"));
            assertThat(gate.stillAllows(pass)).isFalse();
            appoint("GLA.Officer");
            assertThat(gate.stillAllows(pass)).isTrue();
            var prohibitions = stack.get(Prohibitions.class);
            var frozen =
                    prohibitions
                            .set(
                                    OWNER,
                                    new ProhibitionAsk(
                                            Prohibition.Kind.FREEZE,
                                            CHILDREN,
                                            null,
                                            null,
                                            "An inquiry."))
                            .value();

            assertThat(gate.stillAllows(pass)).isFalse();

            prohibitions.end(OWNER, frozen.rule().id(), "over");
        }

        @Test
        void a_role_policy_binds_by_its_row_for_emergencies_and_by_no_other() {
            var policies = stack.get(RolePolicies.class);
            var others = policies.set(OWNER, policy(List.of(), List.of("officer"), 0)).value();
            assertThat(gate.stillAllows(pass)).isTrue();

            var own = policies.set(OWNER, policy(List.of("officer"), List.of(), 1)).value();
            assertThat(gate.stillAllows(pass)).isFalse();
            assertThat(codes(refusedToOpen(OFFICER))).containsExactly("role-not-let-in");

            policies.end(OWNER, own.rule().id(), "over");
            assertThat(gate.stillAllows(pass)).isTrue();
            assertThat(policies.see(OWNER, others.rule().id()).value().standsAt(NOW)).isFalse();
        }

        @Test
        void a_look_at_a_prohibition_counts_it_where_it_keeps_the_holder_out() {
            emergencies.open(COLLEAGUE, ask(CHILDREN, Duration.ofHours(4), "address"));

            assertThat(stoppedBy(Prohibition.Kind.FREEZE, CHILDREN, null)).isEqualTo(2);
            assertThat(stoppedBy(Prohibition.Kind.BAR, null, "GLA.Officer")).isEqualTo(1);
            assertThat(stoppedBy(Prohibition.Kind.BAR, CHILDREN, "gla.officer")).isEqualTo(1);
            assertThat(stoppedBy(Prohibition.Kind.BAR, null, "gla.third")).isZero();
            assertThat(stoppedBy(Prohibition.Kind.FREEZE, DatasetId.parse("brent/trees"), null))
                    .isZero();
            assertThat(gate.stillAllows(pass)).isTrue();
        }

        @Test
        void a_look_at_a_prohibition_counts_nothing_that_is_stopped_already() {
            duties.end(LEAD, duty("gla.officer"));
            assertThat(stoppedBy(Prohibition.Kind.FREEZE, CHILDREN, null)).isZero();
            appoint("gla.officer");
            assertThat(stoppedBy(Prohibition.Kind.FREEZE, CHILDREN, null)).isEqualTo(1);

            stack.at(opened.access().until());
            assertThat(stoppedBy(Prohibition.Kind.FREEZE, CHILDREN, null)).isZero();
            stack.at(NOW);
            emergencies.end(OFFICER, opened.access().id(), "The child was found.");
            assertThat(stoppedBy(Prohibition.Kind.FREEZE, CHILDREN, null)).isZero();
        }

        private static long stoppedBy(
                Prohibition.Kind kind, @Nullable DatasetId dataset, @Nullable String person) {
            var ask = new ProhibitionAsk(kind, dataset, person, null, "An inquiry.");
            return stack.get(Prohibitions.class).preview(OWNER, ask).value().emergencies();
        }

        @Test
        void a_look_at_a_role_policy_counts_it_where_it_stops_it_and_no_other_does() {
            var policies = stack.get(RolePolicies.class);
            var officers = policy(List.of(), List.of("officer"), 0);
            var nobody = policy(List.of("officer"), List.of(), 0);
            assertThat(policies.preview(OWNER, officers).value().emergencies()).isZero();
            assertThat(policies.preview(OWNER, nobody).value().emergencies()).isEqualTo(1);

            var stopping = policies.set(OWNER, nobody).value().rule();
            var next = policy(List.of(), List.of(), stopping.version());
            assertThat(policies.preview(OWNER, next).value().emergencies()).isZero();

            policies.end(OWNER, stopping.id(), "over");
            assertThat(policies.preview(OWNER, nobody).value().emergencies()).isEqualTo(1);
            emergencies.end(OFFICER, opened.access().id(), "The child was found.");
            assertThat(policies.preview(OWNER, nobody).value().emergencies()).isZero();
        }

        private static EmergencyId duty(String person) {
            return duties.list(LEAD, true, MANY).items().stream()
                    .map(Duty::appointment)
                    .filter(each -> each.person().equals(person))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        private static RolePolicyAsk policy(
                List<String> underAgreement, List<String> inEmergency, int replaces) {
            return new RolePolicyAsk(
                    CHILDREN,
                    Map.of(
                            "read-under-agreement", underAgreement,
                            "read-own-data", List.of(),
                            "read-in-emergency", inEmergency),
                    replaces,
                    "test");
        }
    }

    @Nested
    class The_end_of_an_appointment {
        private static final String SUBJECT = "subject-of-gla-third";
        private static final Caller THIRD =
                new Caller(
                        new PersonId("Subject-of-gla-third"),
                        "gla.third",
                        GLA,
                        Set.of(Role.OFFICER),
                        true,
                        OFFICER.request());

        private Emergency opened() {
            var ask = ask(CHILDREN, Duration.ofHours(4), "address");
            return emergencies.open(THIRD, ask).value();
        }

        @Test
        void stops_what_the_person_has_running_and_nothing_of_anybody_else() {
            appoint("gla.third");
            var opened = opened();
            open();

            assertThat(stoppedBy("gla.third")).containsExactly(opened.access().id());
            duties.end(LEAD, appointment("gla.third").id());
            assertThat(missing(reading(THIRD, opened))).containsExactly("not-on-duty");
        }

        @Test
        void stops_it_also_where_they_are_appointed_by_their_subject() {
            appoint(SUBJECT);
            var opened = opened();

            assertThat(stoppedBy(SUBJECT)).containsExactly(opened.access().id());
            duties.end(LEAD, appointment(SUBJECT).id());
            assertThat(missing(reading(THIRD, opened))).containsExactly("not-on-duty");
        }

        @Test
        void stops_nothing_while_another_appointment_to_the_same_role_stands() {
            appoint(SUBJECT);
            appoint("gla.third");
            var opened = opened();

            assertThat(stoppedBy(SUBJECT)).isEmpty();
            assertThat(stoppedBy("gla.third")).isEmpty();
            duties.end(LEAD, appointment("gla.third").id());
            assertThat(missing(reading(THIRD, opened))).isEmpty();
            assertThat(stoppedBy(SUBJECT)).containsExactly(opened.access().id());
        }

        private static DutyAppointment appointment(String person) {
            return duties.list(LEAD, true, MANY).items().stream()
                    .map(Duty::appointment)
                    .filter(each -> each.person().equals(person))
                    .findFirst()
                    .orElseThrow();
        }

        private static List<EmergencyId> stoppedBy(String person) {
            return emergencies.stoppedBy(appointment(person)).stream()
                    .map(each -> each.access().id())
                    .toList();
        }
    }

    @Nested
    class A_renewal {
        private final Emergency opened = open().value();
        private final EmergencyId id = opened.access().id();

        @Test
        void is_made_once_by_a_second_person_on_duty() {
            stack.at(NOW.plus(Duration.ofHours(3)));

            var renewed = emergencies.renew(COLLEAGUE, id, Duration.ofHours(24)).value();

            assertThat(renewed.access().until()).isEqualTo(NOW.plus(Duration.ofHours(27)));
            assertThatThrownBy(() -> emergencies.renew(COLLEAGUE, id, Duration.ofHours(24)))
                    .isInstanceOf(EmergencyException.WrongState.class)
                    .hasMessageContaining("renewed before");
            assertThat(missing(reading(OFFICER, opened))).isEmpty();
        }

        @Test
        void is_made_by_a_lead_of_the_agency_too() {
            assertThat(emergencies.renew(strongly(LEAD), id, Duration.ofHours(5)).value().renewal())
                    .isNotNull();
        }

        @Test
        void is_not_the_holder_s_nor_somebody_s_who_is_not_on_duty() {
            assertThat(codes(refused(() -> emergencies.renew(OFFICER, id, Duration.ofHours(4)))))
                    .containsExactly("own-emergency");
            assertThat(
                            codes(
                                    refused(() ->
                                            emergencies.renew(
                                                    strongly(
                                                            caller("gla.third", GLA, Role.OFFICER)),
                                                    id,
                                                    Duration.ofHours(4)))))
                    .containsExactly("not-on-duty");
        }

        @Test
        void is_too_late_when_it_has_ended_and_never_longer_than_a_day() {
            assertThatThrownBy(() -> emergencies.renew(COLLEAGUE, id, Duration.ofHours(25)))
                    .isInstanceOf(EmergencyException.BadField.class);
            assertThatThrownBy(() -> emergencies.renew(COLLEAGUE, id, Duration.ofHours(3)))
                    .isInstanceOf(EmergencyException.BadField.class);
            stack.at(opened.access().until());

            assertThatThrownBy(() -> emergencies.renew(COLLEAGUE, id, Duration.ofHours(4)))
                    .isInstanceOf(EmergencyException.WrongState.class);
        }
    }

    @Nested
    class What_others_see {
        @Test
        void is_cut_to_their_scope() {
            var id = open().value().access().id();
            var elsewhere = caller("mps.lead", new AgencyCode("mps"), Role.IG_LEAD);

            assertThat(ids(OWNER)).contains(id);
            assertThat(ids(LEAD)).contains(id);
            assertThat(ids(CITY)).contains(id);
            assertThat(ids(COLLEAGUE)).contains(id);
            assertThat(ids(elsewhere)).doesNotContain(id);
            assertThat(ids(caller("brent.officer", BRENT, Role.OFFICER))).doesNotContain(id);
            assertThatThrownBy(() -> emergencies.see(elsewhere, id))
                    .isInstanceOf(EmergencyException.NotFound.class);
            assertThat(emergencies.see(OWNER, id).value().justification()).isEqualTo(WHY);
        }

        @Test
        void is_not_their_own() {
            var id = open().value().access().id();

            assertThat(emergencies.running(OFFICER, CHILDREN))
                    .extracting(each -> each.access().id())
                    .containsExactly(id);
            assertThat(emergencies.running(COLLEAGUE)).isEmpty();
            assertThat(emergencies.running(LEAD)).isEmpty();
        }

        private List<EmergencyId> ids(Caller caller) {
            return emergencies.list(caller, null, null, MANY).items().stream()
                    .map(each -> each.access().id())
                    .toList();
        }
    }

    @Nested
    class The_database {
        @Test
        void keeps_the_rules_too() {
            var id = open().value().access().id().value();
            var owner = stack.as(PostgresServer.OWNER);

            for (var set :
                    List.of(
                            "until_at = from_at + interval '25 hours'",
                            "reviewed_by = holder, reviewed_by_name = 'x', reviewed_at = now(),"
                                    + " outcome = 'justified', note = 'x'",
                            "renewed_by = holder, renewed_by_name = 'x', renewed_at = now()",
                            "subject_hash = '9434765919'")) {
                assertThatThrownBy(() ->
                                owner.sql(
                                                "UPDATE access.emergency_access SET "
                                                        + set
                                                        + " WHERE id = ?")
                                        .param(id)
                                        .update())
                        .isInstanceOf(DataAccessException.class);
            }
            assertThatThrownBy(() ->
                            stack.as(PostgresServer.APP)
                                    .sql("DELETE FROM access.emergency_access")
                                    .update())
                    .isInstanceOf(DataAccessException.class);
        }

        @Test
        void finds_what_somebody_has_running_without_reading_what_others_had() {
            var id = open().value().access().id().value();
            var data = stack.data(PostgresServer.OWNER);
            var owner = JdbcClient.create(data);

            new TransactionTemplate(new DataSourceTransactionManager(data))
                    .executeWithoutResult(undone -> {
                        undone.setRollbackOnly();
                        owner.sql(
                                        """
                                        INSERT INTO access.emergency_access
                                        SELECT (jsonb_populate_record(one, jsonb_build_object(
                                            'id', gen_random_uuid(), 'holder', 'person-' || n))).*
                                        FROM access.emergency_access one, generate_series(1, 5000) n
                                        WHERE one.id = ?
                                        """)
                                .param(id)
                                .update();
                        owner.sql("ANALYZE access.emergency_access").update();

                        assertThat(plan(owner)).contains("emergency_access_of_holder");
                    });
        }

        private static String plan(JdbcClient database) {
            return String.join(
                    "\n",
                    database.sql(
                                    """
                                    EXPLAIN SELECT * FROM access.emergency_access
                                    WHERE holder = 'person-7' AND ended_at IS NULL
                                        AND until_at > timestamptz '2026-01-01'
                                    ORDER BY id DESC LIMIT 20
                                    """)
                            .query(String.class)
                            .list());
        }
    }
}
