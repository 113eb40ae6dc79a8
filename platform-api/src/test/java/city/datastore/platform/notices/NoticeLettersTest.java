package city.datastore.platform.notices;

import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.certification.Certifications;
import city.datastore.access.certification.Quarter;
import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.comments.Clause;
import city.datastore.agreements.comments.Comment;
import city.datastore.agreements.reminders.Letters;
import city.datastore.agreements.reminders.Mailbox;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NoticeLettersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final DatasetId SPEND = DatasetId.parse("brent/spend");
    private static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    private static final String SECRET = "because of Jane Doe";
    private static final Mailbox TO = new Mailbox("sharing@brent.example");
    private static final AccessRequestId REQUEST =
            AccessRequestId.parse("01890000-0000-7000-8000-000000000002");
    private static final GrantId GRANT = GrantId.parse("01890000-0000-7000-8000-000000000001");

    private final NoticeLetters letters =
            new NoticeLetters(
                    new Letters(URI.create("https://data.example"), TO, new NoAgencies()),
                    new NoAgencies());

    @Nested
    class A_letter_about_a_request {
        @Test
        void says_who_waits_for_whom_since_when_and_until_when() {
            var letter = request(NoticeKind.WAITING, Duration.ofDays(14));

            assertThat(letter.subject()).isEqualTo("A request for brent/spend waits for an answer");
            assertThat(letter.text())
                    .contains("gla.officer of gla asked for access to brent/spend")
                    .contains("on 8 November 2026")
                    .contains("for 14 days")
                    .contains("If nobody decides it by 7 January 2027 at midday, it is closed.")
                    .contains("https://data.example/access-requests/" + REQUEST);
        }

        @Test
        void does_not_say_why_access_is_needed() {
            for (var kind :
                    List.of(
                            NoticeKind.WAITING,
                            NoticeKind.STILL_WAITING,
                            NoticeKind.ESCALATED,
                            NoticeKind.LAPSED)) {
                var letter = request(kind, Duration.ofDays(60));

                assertThat(letter.text() + letter.subject() + letter.calendar())
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void tells_the_risk_owner_what_they_can_do_about_it() {
            assertThat(request(NoticeKind.ESCALATED, Duration.ofDays(30)).text())
                    .contains("for 30 days")
                    .contains("This is a matter for the senior information risk owner of brent")
                    .doesNotContain("grant it, refuse it");
        }

        @Test
        void tells_the_requesters_agency_what_it_can_do_about_it() {
            assertThat(request(NoticeKind.STILL_WAITING, Duration.ofDays(30), BRENT).text())
                    .contains("grant it, refuse it")
                    .contains("The request: https");
            assertThat(request(NoticeKind.STILL_WAITING, Duration.ofDays(30), GLA).text())
                    .contains("ask them for an answer")
                    .contains("The request, which gla.officer can open: https")
                    .doesNotContain("grant it, refuse it");
        }

        @Test
        void says_what_to_do_when_it_was_closed() {
            assertThat(request(NoticeKind.LAPSED, Duration.ofDays(60)).text())
                    .contains("so it is closed")
                    .contains("copy the request and send it again");
        }

        private city.datastore.agreements.reminders.Letter request(NoticeKind kind, Duration age) {
            return request(kind, age, BRENT);
        }

        private city.datastore.agreements.reminders.Letter request(
                NoticeKind kind, Duration age, AgencyCode agency) {
            return letters.ofRequest(
                    new Notice(kind, REQUEST.toString(), agency),
                    new AccessRequest.Asked(
                            REQUEST,
                            new PersonId("p-1"),
                            "gla.officer",
                            GLA,
                            SPEND,
                            DSA,
                            new PurposeCode("analysis"),
                            Set.of(PermittedAction.READ),
                            NOW.plus(Duration.ofDays(100)),
                            SECRET,
                            NOW.minus(age),
                            false,
                            AccessRequest.Ties.NONE),
                    Duration.ofDays(60),
                    TO,
                    NOW);
        }
    }

    @Nested
    class A_letter_about_a_grant {
        @Test
        void names_its_last_day_and_the_way_on() {
            var letter = grant(NoticeKind.ENDING);

            assertThat(letter.subject())
                    .isEqualTo("Access to brent/spend ends on 21 December 2026");
            assertThat(letter.text())
                    .contains("gla.officer asks to renew it")
                    .contains("nothing is interrupted");
            assertThat(letter.calendar()).contains("DTSTART;VALUE=DATE:20261221");
        }

        @Test
        void offers_no_renewal_where_the_agreement_ends_by_then() {
            var letter = grant(NoticeKind.ENDING, Instant.parse("2026-12-20T00:00:00Z"));

            assertThat(letter.subject())
                    .isEqualTo("Access to brent/spend ends on 19 December 2026");
            assertThat(letter.text())
                    .contains("ends on 19 December 2026, as the agreement does.")
                    .contains("its parties have to let the agreement go on")
                    .doesNotContain("renew");
        }

        @Test
        void says_that_nobody_confirmed_it() {
            assertThat(grant(NoticeKind.UNCONFIRMED).text())
                    .contains("brent did not confirm it in the quarterly review");
        }

        private city.datastore.agreements.reminders.Letter grant(NoticeKind kind) {
            return grant(kind, Instant.parse("2027-06-01T00:00:00Z"));
        }

        private city.datastore.agreements.reminders.Letter grant(NoticeKind kind, Instant agreed) {
            return letters.ofGrant(
                    new Notice(kind, GRANT.toString(), GLA),
                    new Grant(
                            new HeldGrant(
                                    GRANT,
                                    new PersonId("p-1"),
                                    GLA,
                                    SPEND,
                                    DSA,
                                    new PurposeCode("analysis"),
                                    Set.of(PermittedAction.READ),
                                    ColumnScope.ALL,
                                    NOW,
                                    Instant.parse("2026-12-22T00:00:00Z"),
                                    false),
                            "gla.officer",
                            REQUEST,
                            new PersonId("p-2"),
                            "brent.ig",
                            NOW,
                            null,
                            null),
                    agreed,
                    TO,
                    NOW);
        }
    }

    @Nested
    class A_letter_about_a_quarter {
        @Test
        void says_how_many_and_by_when() {
            var letter =
                    letters.ofQuarter(
                            new Notice(NoticeKind.TO_CONFIRM, "2026-10-01", BRENT),
                            new Certifications.Waiting(
                                    BRENT,
                                    new Quarter(LocalDate.of(2026, 10, 1)),
                                    3,
                                    Instant.parse("2026-12-01T00:00:00Z")),
                            TO,
                            NOW);

            assertThat(letter.subject())
                    .isEqualTo("3 grants on your data to confirm by 30 November 2026");
            assertThat(letter.text()).contains("https://data.example/grants/to-confirm");
        }
    }

    @Nested
    class A_letter_about_an_answer {
        private city.datastore.agreements.reminders.Letter answered(boolean settles) {
            return letters.ofAnswer(
                    new Notice(NoticeKind.COMMENT_ANSWERED, DSA + "/1/1", GLA),
                    new Comment(
                            DSA,
                            1,
                            1,
                            1,
                            new Clause.OfField(Clause.Field.TITLE),
                            new Signature(GLA, new PersonId("p-1"), "gla.dpo", NOW, SECRET),
                            List.of(
                                    new Comment.Reply(
                                            1,
                                            settles,
                                            new Signature(
                                                    BRENT,
                                                    new PersonId("p-2"),
                                                    "brent.ig",
                                                    NOW,
                                                    SECRET)))),
                    TO,
                    NOW);
        }

        @Test
        void says_who_answered_whom_and_where_and_never_what() {
            var letter = answered(false);

            assertThat(letter.subject()).isEqualTo("A comment on DSA-2026-0001 was answered");
            assertThat(letter.text())
                    .contains("brent.ig of brent answered comment 1 on DSA-2026-0001")
                    .contains("which gla.dpo of gla made on 22 November 2026")
                    .contains("https://data.example/agreements/DSA-2026-0001/comments")
                    .doesNotContain(SECRET);
        }

        @Test
        void says_where_nothing_more_is_expected_of_them() {
            assertThat(answered(true).text())
                    .contains("brent.ig of brent settled comment 1")
                    .contains("make another comment");
        }
    }

    /** Nobody has a name but its code. */
    private static final class NoAgencies implements Agencies {
        @Override
        public Optional<Agency> find(AgencyCode code) {
            return Optional.empty();
        }

        @Override
        public List<Agency> all() {
            return List.of();
        }
    }
}
