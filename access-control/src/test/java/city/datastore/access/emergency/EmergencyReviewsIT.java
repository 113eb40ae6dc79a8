package city.datastore.access.emergency;

import static city.datastore.access.policy.Worlds.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What comes after emergency access, and what is said of not sharing. */
class EmergencyReviewsIT extends EmergenciesRoom {
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

        @Test
        void is_found_among_those_that_are_overdue_anywhere_a_page_at_a_time() {
            var other = open().value().access().id();

            assertThat(overdueAt(opened.reviewDue().minusMillis(1))).doesNotContain(id, other);
            assertThat(overdueAt(opened.reviewDue())).contains(id, other).doesNotHaveDuplicates();
        }

        private static List<EmergencyId> overdueAt(Instant instant) {
            var found = new ArrayList<EmergencyId>();
            String cursor = null;
            do {
                var page = emergencies.overdue(instant, new PageRequest(1, cursor));
                page.items().forEach(one -> found.add(one.access().id()));
                cursor = page.next();
            } while (cursor != null);
            return found;
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
}
