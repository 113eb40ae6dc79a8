package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.access.policy.Judgement;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.prohibitions.ProhibitionAsk;
import city.datastore.access.prohibitions.Prohibitions;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Opening emergency access: who can, and what they have to say. */
class EmergenciesIT extends EmergenciesRoom {
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
    class Somebody_whom_another_agency_calls_on_duty_as_well {
        private static final int MANY_TIMES = 100;

        @Test
        void stays_on_duty_at_their_own_however_often_that_one_does() {
            var lead = caller(MPS, Role.IG_LEAD);
            var later = NOW.plus(Duration.ofDays(300));
            var said = new ArrayList<EmergencyId>();
            for (int i = 0; i < MANY_TIMES; i++) {
                var duty = duties.appoint(lead, new DutyAsk("gla.officer", DUTY_ROLE, later));
                said.add(duty.value().appointment().id());
            }

            assertThat(missing(reading(OFFICER, open().value()))).isEmpty();
            assertThat(duties.own(OFFICER)).hasSize(1);
            assertThat(arrangements.usable(OFFICER, CHILDREN)).isPresent();

            said.forEach(id -> duties.end(lead, id));
        }
    }

    @Nested
    class An_arrangement_among_many {
        @Test
        void is_used_however_many_were_made_since_for_others() {
            var fire = Map.of(GLA, Set.of("fire-control"));
            for (int i = 0; i <= Page.MAX_ITEMS; i++) {
                arrangements.set(OWNER, ofDataset("brent/other-" + i, fire));
            }
            arrangements.set(
                    OWNER, ofDataset("brent/also", Map.of(GLA, Set.of(DUTY_ROLE, "fire-control"))));

            assertThat(arrangements.usable(OFFICER, CHILDREN)).isPresent();
            // made at one instant, so that either may be the newer
            var both = datasets(arrangements.usable(OFFICER, MANY));
            assertThat(both).containsExactlyInAnyOrder("brent/also", "brent/children");
            var first = arrangements.usable(OFFICER, new PageRequest(1, null));
            assertThat(datasets(first)).containsExactly(both.getFirst());
            assertThat(datasets(arrangements.usable(OFFICER, new PageRequest(1, first.next()))))
                    .containsExactly(both.getLast());
            for (var each = standing(); !each.isEmpty(); each = standing()) {
                each.forEach(one -> arrangements.end(OWNER, one.arranged().id(), "Over."));
            }
        }

        private static List<Arrangement> standing() {
            return arrangements.list(OWNER, true, MANY).items();
        }

        private static List<String> datasets(Page<Arrangement> page) {
            return page.items().stream().map(one -> one.arranged().dataset().toString()).toList();
        }

        private static ArrangementAsk ofDataset(
                String dataset, Map<AgencyCode, Set<String>> mayUse) {
            return new ArrangementAsk(
                    DatasetId.parse(dataset),
                    mayUse,
                    List.of("address"),
                    "nhs",
                    "nhs_number",
                    "Brent's duty desk, 020 7946 0000");
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
                                            "gla.officer",
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
}
