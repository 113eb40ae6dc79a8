package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.EarlierAnswers;
import city.datastore.agreements.EarlierAnswers.Earlier;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What parties said of themselves before, on the real PostgreSQL and behind the real gate. */
class EarlierAnswersIT {
    private static final Caller BRENT_LEAD = lead(BRENT);
    private static final Caller GLA_LEAD = lead(GLA);

    private final Room room = new Room();

    @BeforeEach
    void today() {
        room.clock.turnTo(TODAY);
        room.city.know(SPEND, List.of("Payment Date", "Vendor Name 2", "Amount"));
        room.city.know(HMO, List.of("Licence"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private AgreementRef drafted(AnAgreement terms, AgencyCode party, String mailbox) {
        return room.agreements()
                .draft(
                        lead(terms.terms().parties().getFirst().agency()),
                        terms.terms()
                                .with(
                                        Particulars.NONE.with(
                                                new Place.OfParty(party),
                                                Map.of(
                                                        "siro",
                                                        Answer.of(mailbox),
                                                        "storage",
                                                        Answer.of("In the cellar")))))
                .value()
                .head()
                .reference();
    }

    /** In force from the first of December, and signed by everybody. */
    private AgreementRef signed(AnAgreement terms, AgencyCode party, String mailbox) {
        var reference = drafted(terms, party, mailbox);
        var parties = terms.terms().parties();
        room.agreements().propose(lead(parties.getFirst().agency()), reference, null);
        parties.stream()
                .skip(1)
                .forEach(each ->
                        room.agreements().approve(lead(each.agency()), reference, "", null));
        return reference;
    }

    private Optional<Earlier> ofTheGla(Caller reader) {
        var written = new AgreementRef("DSA-2026-9999");
        return room.bean(EarlierAnswers.class).of(reader, GLA, written);
    }

    private Optional<String> mailbox(Caller reader) {
        return ofTheGla(reader)
                .flatMap(each -> Optional.ofNullable(each.answers().get("siro")))
                .map(Answer::text);
    }

    @Nested
    class What_a_party_said_of_itself {
        @Test
        void is_offered_with_the_agreement_it_comes_from() {
            var reference = signed(anAgreement(), GLA, "siro@gla.example");
            assertThat(ofTheGla(BRENT_LEAD)).get().extracting(Earlier::from).isEqualTo(reference);
            assertThat(mailbox(BRENT_LEAD)).contains("siro@gla.example");
        }

        @Test
        void is_on_the_record_as_seen() {
            var reference = signed(anAgreement(), GLA, "siro@gla.example");
            mailbox(BRENT_LEAD);
            var last = room.decisions.last();
            assertThat(last.action().name()).isEqualTo("agreement.see");
            assertThat(last.about().agreement()).isEqualTo(reference);
        }

        @Test
        void leaves_out_what_depends_on_the_data_that_is_shared() {
            signed(anAgreement(), GLA, "siro@gla.example");
            assertThat(ofTheGla(BRENT_LEAD))
                    .get()
                    .satisfies(each -> assertThat(each.answers()).containsOnlyKeys("siro"));
        }

        @Test
        void comes_from_the_newest_agreement_that_is_in_force() {
            var now = anAgreement().from(TODAY.minus(Duration.ofDays(1)), ENDS);
            signed(now, GLA, "first@gla.example");
            signed(now, GLA, "second@gla.example");
            signed(anAgreement().from(STARTS, ENDS), GLA, "not-begun@gla.example");
            assertThat(mailbox(BRENT_LEAD)).contains("second@gla.example");
        }

        @Test
        void comes_from_the_newest_that_it_signed_where_none_is_in_force() {
            var over = signed(anAgreement(), GLA, "siro@gla.example");
            room.agreements().terminate(BRENT_LEAD, over, "no longer needed");
            assertThat(mailbox(BRENT_LEAD)).contains("siro@gla.example");
        }
    }

    @Nested
    class Nothing_is_offered {
        @Test
        void from_what_the_party_has_not_signed() {
            var reference = drafted(anAgreement(), GLA, "invented@brent.example");
            room.agreements().propose(BRENT_LEAD, reference, null);
            assertThat(ofTheGla(BRENT_LEAD)).isEmpty();
        }

        @Test
        void from_a_draft_that_came_back_after_it_was_signed() {
            var byTheGla = anAgreement().between(CAMDEN, GLA, BRENT).on(licences());
            var reference = drafted(byTheGla, GLA, "siro@gla.example");
            room.agreements().propose(GLA_LEAD, reference, null);
            assertThat(mailbox(BRENT_LEAD)).isPresent();
            room.agreements().sendBack(BRENT_LEAD, reference, "");
            assertThat(ofTheGla(BRENT_LEAD)).isEmpty();
        }

        @Test
        void from_an_agreement_of_others() {
            signed(anAgreement().between(CAMDEN, GLA).on(licences()), GLA, "private@gla.example");
            assertThat(ofTheGla(BRENT_LEAD)).isEmpty();
            assertThat(ofTheGla(lead(MPS))).isEmpty();
            assertThat(mailbox(GLA_LEAD)).contains("private@gla.example");
        }

        @Test
        void after_the_party_has_left() {
            var reference = signed(anAgreement().between(BRENT, GLA, MPS), GLA, "siro@gla.example");
            room.agreements().leave(GLA_LEAD, reference, "done");
            assertThat(ofTheGla(BRENT_LEAD)).isEmpty();
        }

        @Test
        void from_the_agreement_itself() {
            var reference = signed(anAgreement(), GLA, "siro@gla.example");
            var earlier = room.bean(EarlierAnswers.class);
            assertThat(earlier.of(BRENT_LEAD, GLA, reference)).isEmpty();
        }
    }

    private static Scope licences() {
        return new Scope(HMO, ColumnScope.only(List.of("Licence")));
    }
}
