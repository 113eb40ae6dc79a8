package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Variations;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.comments.Comments;
import city.datastore.agreements.comments.OpenComments;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.pipeline.NotRecordedException;
import city.datastore.stack.PostgresServer;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Comments on the real PostgreSQL and behind the real gate. */
class CommentsIT extends OpenRoom {
    private static final Caller CAMDEN_LEAD = lead(CAMDEN);

    private static Comments comments() {
        return room().bean(Comments.class);
    }

    /** Brent gives, the GLA and Camden receive. */
    private static AgreementRef proposed() {
        AgreementRef reference = drafted();
        room().agreements().propose(BRENT_LEAD, reference, null);
        return reference;
    }

    private static AgreementRef drafted() {
        return room().agreements()
                .draft(BRENT_LEAD, anAgreement().between(BRENT, GLA, CAMDEN).terms())
                .value()
                .head()
                .reference();
    }

    private static AgreementRef active() {
        AgreementRef reference = proposed();
        room().agreements().approve(GLA_LEAD, reference, "", null);
        room().agreements().approve(CAMDEN_LEAD, reference, "", null);
        return reference;
    }

    private static Comment said(AgreementRef reference) {
        return comments().comment(GLA_LEAD, reference, "title", "Say which year.").value();
    }

    @Nested
    class A_comment {
        @Test
        void is_kept_with_the_clause_the_edition_and_who_made_it_when() {
            AgreementRef reference = proposed();
            said(reference);
            assertThat(comments().see(CAMDEN_LEAD, reference).value())
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.clause()).hasToString("title");
                        assertThat(it.version()).isEqualTo(1);
                        assertThat(it.edition()).isEqualTo(1);
                        assertThat(it.said().agency()).isEqualTo(GLA);
                        assertThat(it.said().comment()).isEqualTo("Say which year.");
                        assertThat(it.said().at()).isEqualTo(TODAY);
                        assertThat(it.open()).isTrue();
                    });
        }

        @Test
        void can_still_be_made_by_a_party_when_another_has_made_all_that_it_can() throws Exception {
            AgreementRef reference = proposed();
            said(reference);
            try (var owner =
                            DriverManager.getConnection(
                                    room().url,
                                    PostgresServer.OWNER,
                                    room().postgres().password(PostgresServer.OWNER));
                    var more = owner.createStatement()) {
                int added =
                        more.executeUpdate(
                                """
                                INSERT INTO agreements.comment (reference, number, version, edition,
                                    clause, said, agency, person, name, said_at)
                                SELECT reference, n, version, edition, clause, said, agency, person,
                                    name, said_at
                                FROM agreements.comment, generate_series(2, %d) AS n
                                WHERE reference = '%s'\
                                """
                                        .formatted(Comments.MAX_COMMENTS, reference));
                assertThat(added).isEqualTo(Comments.MAX_COMMENTS - 1);
            }
            assertThatThrownBy(() -> said(reference))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("gla has made 500 comments");
            var another = comments().comment(CAMDEN_LEAD, reference, "title", "Which year?");
            assertThat(another.value().number()).isEqualTo(Comments.MAX_COMMENTS + 1);
        }

        @Test
        void is_on_the_record_without_what_it_says() {
            said(proposed());
            var event = room().changes.last();
            assertThat(event.action().name()).isEqualTo("agreement.comment");
            assertThat(event.about().details())
                    .containsEntry("clause", "title")
                    .containsEntry("comment", "1");
            assertThat(event.toString()).doesNotContain("Say which year");
        }

        @Test
        void that_cannot_be_recorded_is_not_kept() {
            AgreementRef reference = proposed();
            room().changes.broken = true;
            assertThatThrownBy(() -> said(reference)).isInstanceOf(NotRecordedException.class);
            assertThat(comments().glance(reference)).isEmpty();
        }

        @Test
        void leaves_the_revision_as_it_is_so_that_nobody_loses_an_edit() {
            AgreementRef reference = drafted();
            said(reference);
            var head =
                    room().agreements()
                            .edit(
                                    BRENT_LEAD,
                                    reference,
                                    1,
                                    anAgreement()
                                            .between(BRENT, GLA, CAMDEN)
                                            .titled("Spending in 2027")
                                            .terms())
                            .value()
                            .head();
            assertThat(head.revision()).isEqualTo(2);
            said(reference);
            assertThat(comments().glance(reference).getLast().edition()).isEqualTo(2);
        }

        @Test
        void on_a_clause_that_is_not_there_is_refused() {
            AgreementRef reference = proposed();
            assertThatThrownBy(() -> comments().comment(GLA_LEAD, reference, "titel", "Hm."))
                    .isInstanceOf(BadTerms.class)
                    .hasMessageContaining("title");
        }

        @Test
        void has_some_text_and_not_too_much() {
            AgreementRef reference = proposed();
            for (String text : List.of("", " \n ", "x".repeat(Comments.MAX_TEXT + 1), "\u0000")) {
                assertThatThrownBy(() -> comments().comment(GLA_LEAD, reference, "title", text))
                        .isInstanceOf(BadTerms.class);
            }
        }

        @Test
        void comes_from_the_lead_of_a_party_only() {
            AgreementRef reference = proposed();
            for (Caller other :
                    List.of(lead(MPS), caller(GLA, Role.OFFICER), caller(BRENT, Role.AUDITOR))) {
                assertThatThrownBy(() -> comments().comment(other, reference, "title", "Hm."))
                        .isInstanceOf(RefusedException.class);
            }
            assertThatThrownBy(() -> comments().see(lead(MPS), reference))
                    .isInstanceOf(RefusedException.class);
        }

        @Test
        void stays_open_when_the_agreement_is_returned() {
            AgreementRef reference = proposed();
            said(reference);
            room().agreements().sendBack(GLA_LEAD, reference, "See my comment.");
            assertThat(comments().open(reference, 1)).hasSize(1);
        }
    }

    @Nested
    class Whoever_holds_an_office {
        private static final Caller SIRO = in("gla-siro", Role.SIRO);
        private static final Caller GUARDIAN = in("gla-guardian", Role.CALDICOTT_GUARDIAN);
        private static final Caller DPO = in("gla-dpo", Role.DPO);

        private static Caller in(String person, Role role) {
            return new Caller(
                    new PersonId(person),
                    person,
                    GLA,
                    Set.of(role),
                    false,
                    new RequestId("request-1"));
        }

        @Test
        void at_a_party_can_comment_answer_and_settle_what_they_said() {
            AgreementRef reference = proposed();
            for (Caller each : List.of(SIRO, GUARDIAN, DPO)) {
                int number =
                        comments()
                                .comment(each, reference, "title", "Which year?")
                                .value()
                                .number();
                comments().answer(each, reference, number, "I mean the first.");
                var can = comments().can(each, reference);
                assertThat(can).isEqualTo(new Comments.Can(true, true, false));
                var mine = comments().glance(reference).getLast();
                assertThat(Comments.settles(each, mine, can)).isTrue();
                comments().settle(each, reference, number, "");
            }
            assertThat(comments().open(reference, 1)).isEmpty();
        }

        @Test
        void settles_nothing_that_somebody_else_said() {
            AgreementRef reference = proposed();
            var comment = said(reference);
            assertThat(Comments.settles(DPO, comment, comments().can(DPO, reference))).isFalse();
            assertThatThrownBy(() -> comments().settle(DPO, reference, comment.number(), ""))
                    .isInstanceOf(WrongAgency.class);
            assertThatThrownBy(() ->
                            comments()
                                    .settle(
                                            caller(BRENT, Role.SIRO),
                                            reference,
                                            comment.number(),
                                            ""))
                    .isInstanceOf(WrongAgency.class);
        }

        @Test
        void is_settled_by_a_lead_of_their_agency() {
            AgreementRef reference = proposed();
            comments().comment(DPO, reference, "title", "Which year?");
            comments().settle(GLA_LEAD, reference, 1, "We asked.");
            assertThat(comments().open(reference, 1)).isEmpty();
        }

        @Test
        void at_no_party_is_refused() {
            AgreementRef reference = proposed();
            assertThatThrownBy(() ->
                            comments().comment(caller(MPS, Role.DPO), reference, "title", "Hm."))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Nested
    class What_nobody_has_settled {
        private List<OpenComments> on(AgreementRef reference) {
            return comments().toSettle(BRENT_LEAD, 1_000).stream()
                    .filter(each -> each.agreement().equals(reference))
                    .toList();
        }

        @Test
        void waits_for_the_leads_of_the_agency_that_writes_the_text() {
            AgreementRef reference = proposed();
            said(reference);
            room().clock.turnTo(TODAY.plusSeconds(60));
            said(reference);
            var open =
                    new OpenComments(reference, anAgreement().terms().title(), BRENT, 1, 2, TODAY);
            assertThat(on(reference)).containsExactly(open);
            assertThat(comments().unsettledOn(reference)).contains(open);
            assertThat(comments().unsettled(null, 1_000)).contains(open);
            assertThat(comments().unsettled(reference, 1_000)).doesNotContain(open);
            assertThat(comments().toSettle(GLA_LEAD, 1_000)).doesNotContain(open);
            assertThat(comments().toSettle(caller(BRENT, Role.OFFICER), 1_000)).isEmpty();
        }

        @Test
        void is_over_when_the_last_one_is_settled() {
            AgreementRef reference = proposed();
            said(reference);
            comments().settle(BRENT_LEAD, reference, 1, "");
            assertThat(on(reference)).isEmpty();
        }

        @Test
        void is_about_the_next_version_while_there_is_one() {
            AgreementRef reference = proposed();
            said(reference);
            room().agreements().approve(GLA_LEAD, reference, "", null);
            room().agreements().approve(CAMDEN_LEAD, reference, "", null);
            assertThat(on(reference)).isEmpty();
            room().bean(Variations.class).begin(BRENT_LEAD, reference);
            assertThat(on(reference)).isEmpty();
            said(reference);
            assertThat(on(reference))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.first()).isEqualTo(2);
                        assertThat(each.count()).isEqualTo(1);
                    });
        }
    }

    @Nested
    class An_agreement_in_force {
        @Test
        void takes_comments_on_its_next_version_only() {
            AgreementRef reference = active();
            assertThatThrownBy(() -> said(reference))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("begin its next version");
            room().bean(Variations.class).begin(BRENT_LEAD, reference);
            var comment = said(reference);
            assertThat(comment.version()).isEqualTo(2);
            assertThat(comment.edition()).isEqualTo(2);
            assertThat(comments().open(reference, 1)).isEmpty();
        }

        @Test
        void hears_of_its_next_version_from_a_party_that_would_be_dropped() {
            AgreementRef reference = active();
            var variations = room().bean(Variations.class);
            var begun = variations.begin(BRENT_LEAD, reference).value();
            variations.edit(
                    BRENT_LEAD,
                    reference,
                    begun.head().revision(),
                    AnAgreement.anAgreement().terms());
            comments().comment(CAMDEN_LEAD, reference, "parties", "We still need it.");
            assertThat(comments().open(reference, 2)).hasSize(1);
        }

        @Test
        void that_is_over_takes_nothing() {
            AgreementRef reference = active();
            room().agreements().terminate(BRENT_LEAD, reference, "Over.");
            assertThatThrownBy(() -> said(reference)).isInstanceOf(WrongState.class);
        }
    }

    @Nested
    class An_answer {
        private final AgreementRef reference = proposed();

        @Test
        void is_open_to_every_party_and_leaves_the_comment_open() {
            said(reference);
            comments().answer(CAMDEN_LEAD, reference, 1, "2027, we think.");
            var now = comments().answer(BRENT_LEAD, reference, 1, "Yes.").value();
            assertThat(now.open()).isTrue();
            assertThat(comments().glance(reference).getFirst()).isEqualTo(now);
            assertThat(room().changes.last().action().name()).isEqualTo("agreement.answer-comment");
        }

        @Test
        void that_settles_is_for_who_drafted_or_commented() {
            said(reference);
            assertThatThrownBy(() -> comments().settle(CAMDEN_LEAD, reference, 1, ""))
                    .isInstanceOfSatisfying(
                            WrongAgency.class, refused -> assertThat(refused.event()).isPresent());
            assertThat(room().changes.last().outcome()).isInstanceOf(Outcome.Refused.class);
            comments().settle(BRENT_LEAD, reference, 1, "");
            assertThat(comments().open(reference, 1)).isEmpty();
            said(reference);
            comments().settle(GLA_LEAD, reference, 2, "I misread it.");
            assertThat(comments().open(reference, 1)).isEmpty();
        }

        @Test
        void to_a_settled_comment_or_to_none_is_refused() {
            said(reference);
            comments().settle(BRENT_LEAD, reference, 1, "Done.");
            assertThatThrownBy(() -> comments().answer(GLA_LEAD, reference, 1, "But."))
                    .isInstanceOf(WrongState.class);
            assertThatThrownBy(() -> comments().settle(GLA_LEAD, reference, 1, ""))
                    .isInstanceOf(WrongState.class);
            assertThatThrownBy(() -> comments().answer(GLA_LEAD, reference, 7, "But."))
                    .isInstanceOf(NotFound.class);
        }

        @Test
        void needs_some_text_unless_it_settles() {
            said(reference);
            assertThatThrownBy(() -> comments().answer(GLA_LEAD, reference, 1, " "))
                    .isInstanceOf(BadTerms.class);
        }

        @Test
        void can_be_given_fifty_times() {
            said(reference);
            for (int i = 0; i < Comments.MAX_ANSWERS; i++) {
                comments().answer(BRENT_LEAD, reference, 1, "And " + i);
            }
            assertThatThrownBy(() -> comments().answer(BRENT_LEAD, reference, 1, "More."))
                    .isInstanceOf(WrongState.class);
            comments().settle(BRENT_LEAD, reference, 1, "");
            assertThat(comments().glance(reference).getFirst().answers()).hasSize(51);
        }
    }
}
