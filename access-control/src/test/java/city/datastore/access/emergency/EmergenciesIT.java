package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.datastore.access.AccessStack;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.gate.Pass;
import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.access.rolepolicies.RolePolicies;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.event.Reason;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.stack.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class EmergenciesIT {
    private static final DatasetId CHILDREN = DatasetId.parse("brent/children");
    private static final Caller OWNER = caller(BRENT, Role.IG_LEAD);
    private static final Caller LEAD = caller(GLA, Role.IG_LEAD);
    private static final Caller OFFICER = strongly(glaOfficer());
    private static final Caller COLLEAGUE = strongly(caller("gla.second", GLA, Role.OFFICER));
    private static final Caller CITY = caller(Agency.OVERSIGHT, Role.AUDITOR);
    private static final PageRequest MANY = new PageRequest(200, null);
    private static final String WHY = "A child is missing since this morning.";

    private static AccessStack stack;
    private static Arrangements arrangements;
    private static Duties duties;
    private static Emergencies emergencies;
    private static NotSharing notSharing;
    private static Gatekeeper gate;

    @BeforeAll
    static void start() {
        stack = new AccessStack();
        arrangements = stack.get(Arrangements.class);
        duties = stack.get(Duties.class);
        emergencies = stack.get(Emergencies.class);
        notSharing = stack.get(NotSharing.class);
        gate = stack.get(Gatekeeper.class);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    EmergenciesIT() {
        arrangements.set(OWNER, arrangement("address", "allergies"));
        appoint("gla.officer");
        appoint("gla.second");
    }

    @AfterEach
    void end_what_stands() {
        stack.at(NOW);
        for (var one : emergencies.list(CITY, null, "running", MANY).items()) {
            emergencies.end(OWNER, one.access().id(), "end of the test");
        }
        for (var one : arrangements.list(OWNER, true, MANY).items()) {
            arrangements.end(OWNER, one.arranged().id(), "end of the test");
        }
        for (var one : duties.list(LEAD, true, MANY).items()) {
            duties.end(LEAD, one.appointment().id());
        }
    }

    @Nested
    class Somebody_on_duty {
        @Test
        void opens_access_without_waiting_and_reads_named_columns_of_one_person() {
            var opened = open().value();

            var judgement = (Judgement.Allowed) gate.explain(reading(OFFICER, opened));

            assertThat(judgement.rule()).isEqualTo("read-in-emergency");
            assertThat(judgement.columns()).isEqualTo(ColumnScope.only(List.of("address")));
            assertThat(judgement.protection().subject())
                    .satisfies(one -> assertThat(one.column()).isEqualTo("nhs"))
                    .satisfies(one -> assertThat(one.subject().hash()).isEqualTo(SOMEBODY));
            assertThat(opened.access().until()).isEqualTo(NOW.plus(Duration.ofHours(4)));
            assertThat(opened.access().role()).isEqualTo(DUTY_ROLE);
        }

        @Test
        void is_told_that_something_is_withheld_and_whom_to_call() {
            var judgement = (Judgement.Allowed) gate.explain(reading(OFFICER, open().value()));

            assertThat(judgement.because())
                    .extracting(Reason::text)
                    .anyMatch(text ->
                            text.contains("Every other column is withheld")
                                    && text.contains("Brent's duty desk, 020 7946 0000"));
        }

        @Test
        void is_on_the_record_with_the_reason_and_the_basis_but_without_their_own_words() {
            var opened = open();

            var event = stack.stored(opened.event()).event();

            assertThat(event.action().name()).isEqualTo("emergency.open");
            assertThat(event.about().dataset()).isEqualTo(CHILDREN);
            assertThat(event.about().columns()).containsExactly("address");
            assertThat(event.about().details())
                    .containsEntry("emergency", opened.value().access().id().toString())
                    .containsEntry("subject", SOMEBODY)
                    .containsEntry("reason", "child-at-risk")
                    .containsEntry("basis", "vital-interests");
            assertThat(event.toString()).doesNotContain("missing since").doesNotContain("CASE-1");
        }

        @Test
        void reads_nothing_when_four_hours_have_passed() {
            var opened = open().value();

            stack.at(NOW.plus(Duration.ofHours(4)).minusMillis(1));
            assertThat(missing(reading(OFFICER, opened))).isEmpty();
            stack.at(NOW.plus(Duration.ofHours(4)));
            assertThat(missing(reading(OFFICER, opened))).containsExactly("emergency-over");
        }

        @Test
        void reads_nothing_without_naming_it_and_nothing_of_a_colleague_s() {
            var opened = open().value();

            assertThat(missing(reading(OFFICER, null))).containsExactly("no-agreement");
            assertThat(missing(reading(COLLEAGUE, opened))).containsExactly("emergency-unknown");
            assertThat(missing(reading(weakly(OFFICER), opened)))
                    .containsExactly("second-factor-missing");
        }
    }

    @Nested
    class Whoever_is_not_prepared {
        @Test
        void is_refused_without_an_arrangement_and_told_what_to_do() {
            var refused =
                    refused(() ->
                            emergencies.open(OFFICER, ask(SPEND, Duration.ofHours(4), "address")));

            assertThat(codes(refused)).containsExactly("no-arrangement");
            assertThat(refused.judgement().next()).contains("Call Brent");
        }

        @Test
        void is_refused_without_a_duty_role_a_second_factor_or_the_role_of_an_officer() {
            assertThat(codes(refusedToOpen(strongly(caller("gla.other", GLA, Role.OFFICER)))))
                    .containsExactly("not-on-duty");
            assertThat(codes(refusedToOpen(weakly(OFFICER))))
                    .containsExactly("second-factor-missing");
            assertThat(refusedToOpen(weakly(OFFICER)).takesSecondFactor()).isTrue();
            assertThat(codes(refusedToOpen(strongly(LEAD)))).containsExactly("role-missing");
            assertThat(
                            codes(
                                    refusedToOpen(
                                            strongly(
                                                    caller(
                                                            "mps.officer",
                                                            new AgencyCode("mps"),
                                                            Role.OFFICER)))))
                    .containsExactly("not-on-duty");
        }

        @Test
        void is_refused_as_an_administrator_on_duty_too() {
            var both = strongly(caller("gla.officer", GLA, Role.OFFICER, Role.PLATFORM_ADMIN));

            assertThat(codes(refusedToOpen(both))).containsExactly("administrators-cannot-read");
        }

        @Test
        void is_refused_when_the_owner_has_barred_them() {
            var prohibitions = stack.get(Prohibitions.class);
            var bar =
                    prohibitions
                            .set(
                                    OWNER,
                                    new ProhibitionAsk(
                                            Prohibition.Kind.BAR,
                                            null,
                                            new PersonId("gla.officer"),
                                            null,
                                            "An inquiry."))
                            .value();

            assertThat(codes(refusedToOpen(OFFICER))).containsExactly("person-barred");

            prohibitions.end(OWNER, bar.rule().id(), "over");
        }
    }

    @Nested
    class What_is_filled_in_wrongly {
        @Test
        void names_the_field_and_what_to_do() {
            assertField("hours", ask(CHILDREN, Duration.ofHours(25), "address"), "24 hours");
            assertField("hours", ask(CHILDREN, Duration.ZERO, "address"), "1 hour");
            assertField(
                    "columns",
                    ask(CHILDREN, Duration.ofHours(4), "address", "adopted_from"),
                    "adopted_from is withheld: if you need it, call Brent's duty desk");
            assertField("columns", ask(CHILDREN, Duration.ofHours(4)), "at least one");
            assertField("reason", changed("curiosity", "vital-interests", WHY, "CASE-1"), "one of");
            assertField("basis", changed("child-at-risk", "consent", WHY, "CASE-1"), "one of");
            assertField(
                    "justification",
                    changed("child-at-risk", "vital-interests", "Because.", "CASE-1"),
                    "needs at least 20");
            assertField(
                    "caseReference",
                    changed("child-at-risk", "vital-interests", WHY, "  "),
                    "reference");
        }

        @Test
        void is_refused_for_another_kind_of_identifier() {
            var ask =
                    new EmergencyAsk(
                            CHILDREN,
                            _ -> new EmergencySubject("uprn", SOMEBODY),
                            List.of("address"),
                            "child-at-risk",
                            "vital-interests",
                            WHY,
                            "CASE-1",
                            Duration.ofHours(4));

            assertField("kind", ask, "nhs_number");
        }

        @Test
        void is_refused_in_an_arrangement_and_an_appointment() {
            assertThatThrownBy(() ->
                            arrangements.set(
                                    OWNER, arrangement(Map.of(BRENT, Set.of(DUTY_ROLE)), "a")))
                    .isInstanceOf(EmergencyException.BadField.class)
                    .hasMessageContaining("other agencies");
            assertThatThrownBy(() ->
                            arrangements.set(OWNER, arrangement(Map.of(GLA, Set.of("boss")), "a")))
                    .isInstanceOf(EmergencyException.BadField.class);
            assertThatThrownBy(() ->
                            duties.appoint(
                                    LEAD,
                                    new DutyAsk(
                                            "gla.x", DUTY_ROLE, NOW.plus(Duration.ofDays(400)))))
                    .isInstanceOf(EmergencyException.BadField.class)
                    .hasMessageContaining("12 months");
            assertThat(
                            codes(
                                    refused(() ->
                                            duties.appoint(
                                                    LEAD,
                                                    new DutyAsk(
                                                            LEAD.username(),
                                                            DUTY_ROLE,
                                                            NOW.plus(Duration.ofDays(1)))))))
                    .containsExactly("own-duty");
        }
    }

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
            var duty =
                    duties.list(LEAD, true, MANY).items().stream()
                            .filter(each -> each.appointment().person().equals("gla.officer"))
                            .findFirst()
                            .orElseThrow();
            duties.end(LEAD, duty.appointment().id());
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
    class A_review {
        private final Emergency opened = open().value();
        private final EmergencyId id = opened.access().id();

        @Test
        void waits_until_the_end_and_is_made_once_by_the_owner() {
            assertThatThrownBy(() -> review(OWNER))
                    .isInstanceOf(EmergencyException.WrongState.class)
                    .hasMessageContaining("still runs");
            stack.at(opened.access().until());

            var reviewed = review(OWNER).value();

            assertThat(reviewed.stateAt(opened.access().until())).isEqualTo("reviewed");
            assertThatThrownBy(() -> review(OWNER))
                    .isInstanceOf(EmergencyException.WrongState.class);
        }

        @Test
        void is_not_the_holder_s_nor_their_agency_s() {
            stack.at(opened.access().until());
            var moved = caller(OFFICER.username(), BRENT, Role.IG_LEAD);

            assertThat(codes(refused(() -> review(moved)))).containsExactly("own-emergency");
            assertThat(codes(refused(() -> review(LEAD)))).containsExactly("not-the-owner");
        }

        @Test
        void is_overdue_after_one_working_day_and_the_risk_owner_s_matter_after_five() {
            // opened on Saturday 21 November 2026
            assertThat(opened.reviewDue()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
            assertThat(opened.escalatedFrom()).isEqualTo(Instant.parse("2026-11-28T00:00:00Z"));
            assertThat(opened.stateAt(opened.reviewDue().minusMillis(1))).isEqualTo("to-review");
            assertThat(opened.stateAt(opened.reviewDue())).isEqualTo("overdue");
            stack.at(opened.reviewDue());
            assertThat(emergencies.list(OWNER, CHILDREN, "overdue", MANY).items())
                    .extracting(each -> each.access().id())
                    .contains(id);
            assertThat(emergencies.waiting(BRENT, 200))
                    .extracting(each -> each.access().id())
                    .contains(id);
        }

        private Recorded<Emergency> review(Caller by) {
            return emergencies.review(
                    by, id, Emergency.Outcome.JUSTIFIED, "It saved hours, and was needed.");
        }
    }

    @Nested
    class The_figures {
        @Test
        void count_what_was_opened_reviewed_on_time_and_not_justified() {
            var before = whole(OWNER);
            var opened = open().value();
            stack.at(opened.access().until());
            emergencies.review(
                    OWNER, opened.access().id(), Emergency.Outcome.NOT_JUSTIFIED, "No danger.");

            var after = whole(OWNER);

            assertThat(after.opened()).isEqualTo(before.opened() + 1);
            assertThat(after.reviewed()).isEqualTo(before.reviewed() + 1);
            assertThat(after.reviewedOnTime()).isEqualTo(before.reviewedOnTime() + 1);
            assertThat(after.notJustified()).isEqualTo(before.notJustified() + 1);
            assertThat(after.medianLength()).isBetween(Duration.ZERO, Duration.ofHours(24));
            assertThat(emergencies.figures(OWNER).orElseThrow().months())
                    .hasSize(12)
                    .first()
                    .isEqualTo(new EmergencyFigures.Month(YearMonth.of(2026, 11), after));
        }

        @Test
        void count_a_review_that_is_overdue_as_due_and_not_as_made() {
            var before = whole(OWNER);
            var opened = open().value();
            assertThat(whole(OWNER).due()).isEqualTo(before.due());

            stack.at(opened.reviewDue());

            assertThat(whole(OWNER).due()).isGreaterThan(before.due());
            assertThat(whole(OWNER).reviewed()).isEqualTo(before.reviewed());
        }

        @Test
        void are_cut_to_the_reader_s_scope() {
            long before = whole(COLLEAGUE).opened();
            open();

            assertThat(whole(COLLEAGUE).opened()).isEqualTo(before);
            assertThat(whole(caller("mps.lead", new AgencyCode("mps"), Role.IG_LEAD)).opened())
                    .isZero();
            assertThat(whole(CITY).opened()).isEqualTo(whole(OWNER).opened());
        }

        private EmergencyFigures.Counts whole(Caller caller) {
            return emergencies.figures(caller).orElseThrow().whole();
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

        private List<EmergencyId> ids(Caller caller) {
            return emergencies.list(caller, null, null, MANY).items().stream()
                    .map(each -> each.access().id())
                    .toList();
        }
    }

    @Nested
    class A_decision_not_to_share {
        @Test
        void is_a_record_that_leads_and_auditors_of_the_agency_read() {
            var ask =
                    new NotSharedAsk(
                            "Police, Kilburn team",
                            CHILDREN,
                            new EmergencySubject("nhs_number", SOMEBODY),
                            "The address would have reached the abuser.",
                            "CASE-9");
            var kept = notSharing.record(caller("brent.officer", BRENT, Role.OFFICER), ask);

            assertThat(notSharing.list(OWNER, MANY).items()).contains(kept.value());
            assertThat(notSharing.list(LEAD, MANY).items()).doesNotContain(kept.value());
            assertThat(stack.stored(kept.event()).event().action().name())
                    .isEqualTo("emergency.not-shared");
            assertThat(
                            codes(
                                    refused(() ->
                                            notSharing.admitToList(
                                                    caller("brent.officer", BRENT, Role.OFFICER)))))
                    .containsExactly("role-missing");
        }

        @Test
        void needs_a_reason_in_words() {
            assertThatThrownBy(() ->
                            notSharing.record(
                                    OWNER, new NotSharedAsk("Police", null, null, "No.", "CASE-9")))
                    .isInstanceOf(EmergencyException.BadField.class);
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
    }

    private static Caller strongly(Caller caller) {
        return with(caller, true);
    }

    private static Caller weakly(Caller caller) {
        return with(caller, false);
    }

    private static Caller with(Caller caller, boolean stepUp) {
        return new Caller(
                caller.person(),
                caller.username(),
                caller.agency(),
                caller.roles(),
                stepUp,
                caller.request());
    }

    private static void appoint(String person) {
        duties.appoint(LEAD, new DutyAsk(person, DUTY_ROLE, NOW.plus(Duration.ofDays(30))));
    }

    private static ArrangementAsk arrangement(String... columns) {
        return arrangement(Map.of(GLA, Set.of(DUTY_ROLE)), columns);
    }

    private static ArrangementAsk arrangement(
            Map<AgencyCode, Set<String>> mayUse, String... columns) {
        return new ArrangementAsk(
                CHILDREN,
                mayUse,
                List.of(columns),
                "nhs",
                "nhs_number",
                "Brent's duty desk, 020 7946 0000");
    }

    private static Recorded<Emergency> open() {
        return emergencies.open(OFFICER, ask(CHILDREN, Duration.ofHours(4), "address"));
    }

    private static EmergencyAsk ask(DatasetId dataset, Duration length, String... columns) {
        return new EmergencyAsk(
                dataset,
                kind -> new EmergencySubject(kind, SOMEBODY),
                List.of(columns),
                "child-at-risk",
                "vital-interests",
                WHY,
                "CASE-1",
                length);
    }

    private static EmergencyAsk changed(String reason, String basis, String why, String reference) {
        return new EmergencyAsk(
                CHILDREN,
                kind -> new EmergencySubject(kind, SOMEBODY),
                List.of("address"),
                reason,
                basis,
                why,
                reference,
                Duration.ofHours(4));
    }

    private static void assertField(String field, EmergencyAsk ask, String words) {
        assertThatThrownBy(() -> emergencies.open(OFFICER, ask))
                .isInstanceOfSatisfying(
                        EmergencyException.BadField.class,
                        fault -> assertThat(fault.field()).isEqualTo(field))
                .hasMessageContaining(words);
    }

    private static Question reading(Caller caller, @Nullable Emergency emergency) {
        return new Question(
                caller,
                Act.READ_CONTENT,
                new Target.OfVersion(CHILDREN, 1),
                null,
                null,
                emergency == null ? null : emergency.access().id());
    }

    private static List<String> missing(Question question) {
        return switch (gate.explain(question)) {
            case Judgement.Allowed _ -> List.of();
            case Judgement.Refused refused -> refused.missing().stream().map(Reason::code).toList();
        };
    }

    private static RefusedException refusedToOpen(Caller caller) {
        return refused(
                () -> emergencies.open(caller, ask(CHILDREN, Duration.ofHours(4), "address")));
    }

    private static RefusedException refused(ThrowingCallable what) {
        return catchThrowableOfType(RefusedException.class, what);
    }

    private static List<String> codes(RefusedException refused) {
        return refused.judgement().missing().stream().map(Reason::code).toList();
    }
}
