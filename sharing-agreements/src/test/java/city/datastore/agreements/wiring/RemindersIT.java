package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.agreements.reminders.ReminderState;
import city.datastore.audit.names.AgreementRef;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Letters from the real PostgreSQL over real SMTP; only the clock is turned by hand. */
class RemindersIT extends RemindersRoom {
    @Nested
    class A_review_that_comes_near {
        @Test
        void brings_each_party_one_letter_though_everything_ran_twice() {
            AgreementRef reference = active();
            turnTo(REVIEW, 91);
            assertThat(up().sweep()).isZero();
            turnTo(REVIEW, 90);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().sweep()).isZero();
            assertThat(send(up())).isEqualTo(2);
            assertThat(send(up())).isZero();
            assertThat(up().sweep()).isZero();
            assertThat(recipients()).containsExactlyInAnyOrder(OF_BRENT, OF_GLA);
            assertThat(server.taken())
                    .allSatisfy(taken -> {
                        assertThat(taken.subject())
                                .startsWith(reference + ": review due by 1 June 2027 – ");
                        assertThat(taken.text())
                                .contains("https://datastore.city.example/agreements/" + reference);
                        assertThat(taken.calendar()).contains("DTSTART;VALUE=DATE:20270601\r\n");
                    });
            assertThat(state(reference, GLA))
                    .isEqualTo(new ReminderState.Sent(room().clock.instant()));
        }

        @Test
        void would_be_seen_to_bring_two_if_what_was_sent_were_forgotten() throws SQLException {
            active();
            turnTo(REVIEW, 90);
            up().sweep();
            send(up());
            asOwner(
                    "UPDATE agreements.reminder SET state = 'waiting', settled_at = NULL, next_try ="
                            + " queued_at");
            assertThat(send(up())).isEqualTo(2);
            assertThat(recipients()).hasSize(4);
            assertThat(server.taken().stream().map(taken -> taken.header("Message-ID")).distinct())
                    .hasSize(2);
        }

        @Test
        void is_told_90_60_and_30_days_ahead_and_its_end_too() {
            active(anAgreement().reviewedBy(ENDS.minus(Duration.ofDays(10))));
            for (int days = 120; days >= 0; days -= 5) {
                turnTo(ENDS, days);
                up().sweep();
                send(up());
            }
            assertThat(server.taken().stream().filter(taken -> taken.to().equals(OF_GLA)))
                    .extracting(taken -> taken.subject().replaceAll(" – .*|.*?: ", ""))
                    .containsExactly(
                            "review due by 22 December 2027",
                            "ends on 31 December 2027",
                            "review due by 22 December 2027",
                            "ends on 31 December 2027",
                            "review due by 22 December 2027",
                            "ends on 31 December 2027");
        }

        @Test
        void is_told_once_where_it_is_first_seen_45_days_ahead() {
            AgreementRef reference = active();
            turnTo(REVIEW, 45);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().ahead().days())
                    .containsOnly(60);
        }

        @Test
        void is_told_by_its_end_alone_where_both_are_the_same() {
            AgreementRef reference = active(anAgreement().reviewedBy(ENDS));
            turnTo(ENDS, 30);
            assertThat(up().sweep()).isEqualTo(2);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().occasion().word())
                    .containsOnly("end");
        }

        @Test
        void is_told_to_who_has_signed_and_to_nobody_else() {
            AgreementRef reference = active(anAgreement().between(BRENT, GLA, MPS));
            turnTo(REVIEW, 90);
            assertThat(up(OF_MPS).sweep()).isEqualTo(2);
            var _ = room().agreements().approve(lead(MPS), reference, "", null);
            assertThat(up(OF_MPS).sweep()).isEqualTo(1);
            send(up(OF_MPS));
            assertThat(recipients())
                    .containsExactlyInAnyOrder(OF_BRENT, OF_GLA, "sharing@mps.example");
        }

        @Test
        void is_told_to_who_has_signed_in_every_office_as_the_agreement_counts_it()
                throws SQLException {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            asOwner(
                    "UPDATE agreements.agreement SET demanded = '{siro}' WHERE reference = '%s'"
                            .formatted(reference));
            assertThat(up().sweep()).isZero();
            asOwner(
                    """
                    INSERT INTO agreements.signature
                        (reference, round, agency, edition, place, person, name, signed_at, comment, office)
                    SELECT reference, round, agency, edition, place + 10, person, name, signed_at, comment, 'siro'
                    FROM agreements.signature WHERE reference = '%s' AND agency = 'gla'\
                    """
                            .formatted(reference));
            assertThat(up().sweep()).isEqualTo(1);
            var offered = (Offered) find(reference);
            assertThat(up().of(reference))
                    .extracting(each -> each.key().agency())
                    .containsExactlyElementsOf(
                            offered.head().parties().stream().filter(offered::hasSigned).toList())
                    .containsExactly(GLA);
            assertThat(send(up())).isEqualTo(1);
            asOwner(
                    "UPDATE agreements.agreement SET demanded = '{}' WHERE reference = '%s'"
                            .formatted(reference));
        }

        @Test
        void is_told_while_the_agreement_is_suspended() {
            AgreementRef reference = active();
            turnTo(REVIEW, 90);
            up().sweep();
            var _ = room().agreements().suspend(lead(GLA), reference, "a breach");
            assertThat(send(up())).isEqualTo(2);
            assertThat(server.taken().getFirst().text()).contains("It is suspended at present");
            var _ = room().agreements().resume(lead(GLA), reference);
        }
    }

    @Nested
    class A_city_with_many_agreements {
        /** Copies of one agreement, as many as two statements can take and one more. */
        @Test
        void gets_every_letter_once() throws SQLException {
            AgreementRef reference = active();
            String copies =
                    """
                    INSERT INTO agreements.agreement (reference, year, number, state, version, edition, round,
                        steps, revision, drafted_by, drafted_at, starts, ends, review_due, round_step, editions, rounds)
                    SELECT 'DSA-2001-' || (1000 + n), 2001, 1000 + n, a.state, version, edition, round,
                        steps, revision, drafted_by, drafted_at, starts, ends, review_due, round_step, editions, rounds
                    FROM agreements.agreement a, generate_series(1, 1001) n WHERE reference = 'THE-ONE';
                    INSERT INTO agreements.edition (reference, edition, version, terms, written_by, written_at)
                    SELECT a.reference, e.edition, e.version, e.terms, e.written_by, e.written_at
                    FROM agreements.edition e, agreements.agreement a WHERE a.year = 2001 AND e.reference = 'THE-ONE';
                    INSERT INTO agreements.party (reference, edition, agency, provides, receives)
                    SELECT a.reference, p.edition, p.agency, p.provides, p.receives
                    FROM agreements.party p, agreements.agreement a WHERE a.year = 2001 AND p.reference = 'THE-ONE';
                    INSERT INTO agreements.signature
                        (reference, round, agency, edition, place, person, name, signed_at, comment, office)
                    SELECT a.reference, s.round, s.agency, s.edition, s.place, s.person, s.name, s.signed_at,
                        s.comment, s.office
                    FROM agreements.signature s, agreements.agreement a
                    WHERE a.year = 2001 AND s.reference = 'THE-ONE'\
                    """;
            asOwner(copies.replace("THE-ONE", reference.value()));
            try {
                turnTo(REVIEW, 90);
                assertThat(up().sweep()).isEqualTo(2 * 1002);
                assertThat(up().sweep()).isZero();
            } finally {
                asOwner("DELETE FROM agreements.reminder");
                for (String table : List.of("signature", "party", "edition", "agreement")) {
                    asOwner(
                            "DELETE FROM agreements.%s WHERE reference LIKE 'DSA-2001-%%'"
                                    .formatted(table));
                }
            }
        }
    }

    @Nested
    class The_calendar_of_an_agreement {
        @Test
        void has_its_review_and_its_end_while_it_stands() {
            AgreementRef reference = active();
            String calendar = up().calendar(find(reference));
            assertThat(calendar)
                    .contains("DTSTART;VALUE=DATE:20270601\r\n", "DTSTART;VALUE=DATE:20271231\r\n");
            var _ = room().agreements().terminate(lead(GLA), reference, "over");
            assertThatThrownBy(() -> up().calendar(find(reference)))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("is terminated");
        }
    }

    @Nested
    class The_platforms_role {
        @Test
        void cannot_take_a_letter_away_or_change_what_it_is_about() {
            active();
            turnTo(REVIEW, 90);
            up().sweep();
            for (String sql :
                    List.of(
                            "DELETE FROM agreements.reminder",
                            "UPDATE agreements.reminder SET agency = 'mps'",
                            "UPDATE agreements.reminder SET due = now()")) {
                assertThatThrownBy(() -> asApp(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }

        private static void asApp(String sql) throws SQLException {
            try (var connection = room().bean(DataSource.class).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
