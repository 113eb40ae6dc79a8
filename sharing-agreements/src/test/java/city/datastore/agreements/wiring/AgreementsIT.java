package city.datastore.agreements.wiring;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.REVIEW;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.wiring.Room.caller;
import static city.datastore.agreements.wiring.Room.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.access.gate.RefusedException;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.agreements.AgreementQuery;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use cases of agreements on the real PostgreSQL and behind the real gate. */
class AgreementsIT extends AgreementsRoom {
    @Nested
    class The_public_register {
        private AgreementRef inForce(String publish) {
            Terms terms =
                    anAgreement()
                            .terms()
                            .with(
                                    Particulars.NONE.with(
                                            Place.agreement(),
                                            "publish-summary",
                                            Answer.of(publish)));
            AgreementRef reference =
                    agreements().draft(BRENT_LEAD, terms).value().head().reference();
            agreements().propose(BRENT_LEAD, reference, null);
            agreements().approve(GLA_LEAD, reference, "", null);
            return reference;
        }

        private List<AgreementRef> published() {
            return lists()
                    .published(AgreementQuery.ANY, new PageRequest(200, null))
                    .items()
                    .stream()
                    .map(each -> each.head().reference())
                    .toList();
        }

        @Test
        void shows_what_is_in_force_and_may_be_published_and_nothing_else() {
            AgreementRef shown = inForce("yes");
            AgreementRef kept = inForce("no");
            AgreementRef unasked = active();
            assertThat(published()).as("before it starts").doesNotContain(shown);
            room().clock.turnTo(AnAgreement.STARTS);
            assertThat(published()).contains(shown).doesNotContain(kept, unasked);
            agreements().suspend(GLA_LEAD, shown, "a breach");
            assertThat(published()).doesNotContain(shown);
        }

        @Test
        void comes_in_pages() {
            AgreementRef first = inForce("yes");
            AgreementRef second = inForce("yes");
            room().clock.turnTo(AnAgreement.STARTS);
            var page = lists().published(AgreementQuery.ANY, new PageRequest(1, null));
            assertThat(page.items())
                    .extracting(each -> each.head().reference())
                    .containsExactly(second);
            assertThat(
                            lists().published(AgreementQuery.ANY, new PageRequest(1, page.next()))
                                    .items())
                    .extracting(each -> each.head().reference())
                    .containsExactly(first);
        }
    }

    @Nested
    class A_list {
        @Test
        void shows_a_person_only_what_their_agency_is_party_to_and_the_city_s_auditor_all() {
            AgreementRef reference = drafted(anAgreement());
            var newest = new PageRequest(1, null);
            assertThat(references(lists().find(GLA_LEAD, AgreementQuery.ANY, newest)))
                    .containsExactly(reference);
            assertThat(find(caller(CAMDEN, Role.AUDITOR), AgreementQuery.ANY))
                    .doesNotContain(reference);
            assertThat(find(caller(Agency.OVERSIGHT, Role.AUDITOR), AgreementQuery.ANY))
                    .contains(reference);
            assertThat(find(caller(Agency.OVERSIGHT, Role.OFFICER), AgreementQuery.ANY)).isEmpty();
            var homeless =
                    new Caller(
                            new PersonId("p"),
                            "p",
                            null,
                            Set.of(Role.AUDITOR),
                            false,
                            new RequestId("r"));
            assertThat(lists().find(homeless, AgreementQuery.ANY, newest).items()).isEmpty();
        }

        @Test
        void goes_page_by_page_from_the_newest_and_names_each_agreement_once() {
            IntStream.range(0, 5).forEach(_ -> drafted(anAgreement()));
            var all = new ArrayList<AgreementRef>();
            @Nullable String cursor = null;
            do {
                Page<Agreement> page =
                        lists().find(BRENT_LEAD, AgreementQuery.ANY, new PageRequest(2, cursor));
                assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
                all.addAll(references(page));
                cursor = page.next();
            } while (cursor != null);
            assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
            assertThat(all).isSortedAccordingTo((a, b) -> b.compareTo(a));
        }

        @Test
        void can_be_cut_by_party_dataset_state_and_review() {
            AgreementRef two = drafted(anAgreement().reviewedBy(REVIEW));
            AgreementRef three =
                    drafted(
                            anAgreement()
                                    .between(
                                            new Terms.Party(BRENT, "", true, false),
                                            new Terms.Party(CAMDEN, "", true, true))
                                    .on(
                                            new Terms.Scope(SPEND, ColumnScope.ALL),
                                            new Terms.Scope(HMO, ColumnScope.ALL))
                                    .reviewedBy(REVIEW.plusSeconds(60)));
            assertThat(find(BRENT_LEAD, new AgreementQuery(null, CAMDEN, null, null)))
                    .contains(three)
                    .doesNotContain(two);
            assertThat(find(BRENT_LEAD, new AgreementQuery(null, null, HMO, null)))
                    .contains(three)
                    .doesNotContain(two);
            assertThat(
                            find(
                                    BRENT_LEAD,
                                    new AgreementQuery(
                                            "draft", null, SPEND, REVIEW.plusSeconds(60))))
                    .contains(two)
                    .doesNotContain(three);
            assertThat(find(BRENT_LEAD, new AgreementQuery("superseded", null, null, null)))
                    .doesNotContain(two, three);
        }

        @Test
        void follows_the_terms_as_they_are_now_and_not_as_they_were() {
            AgreementRef reference = drafted(anAgreement().between(BRENT, GLA, MPS));
            agreements().edit(BRENT_LEAD, reference, 1, anAgreement().terms());
            assertThat(find(MPS_LEAD, AgreementQuery.ANY)).doesNotContain(reference);
            assertThatThrownBy(() -> agreements().see(MPS_LEAD, reference))
                    .isInstanceOf(RefusedException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"signed", "DRAFT", "x' OR '1'='1"})
        void knows_only_its_own_states(String state) {
            var query = new AgreementQuery(state, null, null, null);
            assertThatThrownBy(() -> lists().find(BRENT_LEAD, query, PageRequest.first()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it has to be draft");
        }

        @ParameterizedTest
        @ValueSource(strings = {"!", "DSA-2026-0001", "MQ"})
        void knows_only_its_own_cursors(String cursor) {
            var page = new PageRequest(10, cursor);
            assertThatThrownBy(() -> lists().find(BRENT_LEAD, AgreementQuery.ANY, page))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }

        private List<AgreementRef> find(Caller caller, AgreementQuery query) {
            return references(lists().find(caller, query, new PageRequest(200, null)));
        }
    }

    @Nested
    class Somebody_who_looks {
        @Test
        void at_what_does_not_exist_is_told_so() {
            var unknown = new AgreementRef("DSA-2019-0001");
            assertThatThrownBy(() -> agreements().see(BRENT_LEAD, unknown))
                    .isInstanceOf(NotFound.class)
                    .hasMessage("there is no agreement DSA-2019-0001");
            assertThatThrownBy(() -> agreements().propose(BRENT_LEAD, unknown, null))
                    .isInstanceOf(NotFound.class);
        }

        @Test
        void is_let_in_by_the_gate_which_records_it() {
            AgreementRef reference = drafted(anAgreement());
            Recorded<Agreement> seen = agreements().see(caller(GLA, Role.OFFICER), reference);
            assertThat(seen.event()).isEqualTo(room().decisions.last().id());
            assertThat(room().decisions.last().action().name()).isEqualTo("agreement.see");
            assertThatThrownBy(() -> agreements().history(lead(CAMDEN), reference))
                    .isInstanceOf(RefusedException.class);
        }
    }
}
