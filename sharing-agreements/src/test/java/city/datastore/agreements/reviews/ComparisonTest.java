package city.datastore.agreements.reviews;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.CAMDEN;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.HMO;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.access.requests.GivenGrant;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Purpose;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.reviews.Proposal.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.use.UseOfAgreement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Brent gives two columns of its spending and Camden all of its licences, to the GLA and the
 * police, for two purposes.
 */
class ComparisonTest {
    private static final PurposeCode SPENDING = new PurposeCode("spend-analysis");
    private static final PurposeCode HOMES = new PurposeCode("safe-homes");
    private static final GrantId USED = GrantId.parse("01890000-0000-7000-8000-000000000001");
    private static final GrantId IDLE = GrantId.parse("01890000-0000-7000-8000-000000000002");
    private static final Instant LAST = Instant.parse("2027-03-01T10:00:00Z");
    private static final LocalDate FROM = LocalDate.of(2026, 12, 1);

    private final Active agreement =
            anAgreement()
                    .between(
                            new Party(BRENT, "independent_controller", true, false),
                            new Party(CAMDEN, "independent_controller", true, false),
                            new Party(GLA, "independent_controller", false, true),
                            new Party(MPS, "independent_controller", false, true))
                    .on(
                            new Scope(SPEND, ColumnScope.only(List.of("Amount", "Vendor"))),
                            new Scope(HMO, ColumnScope.ALL))
                    .forPurposes(
                            new Purpose(SPENDING, "Compare spending"),
                            new Purpose(HOMES, "Find unsafe homes"))
                    .active();

    private final TreeMap<DatasetId, UseOfAgreement.OfDataset> datasets = new TreeMap<>();
    private final TreeMap<PurposeCode, Long> purposes = new TreeMap<>();
    private final TreeMap<AgencyCode, Long> people = new TreeMap<>();

    private List<String> declared = List.of("Address", "Licence");

    private void read(DatasetId dataset, AgencyCode agency, long times, String... columns) {
        datasets.put(
                dataset,
                new UseOfAgreement.OfDataset(
                        List.of(new UseOfAgreement.ByAgency(agency, times, 2, LAST)),
                        new TreeSet<>(Set.of(1)),
                        columns.length == 0,
                        new TreeSet<>(Arrays.asList(columns))));
        people.merge(agency, 2L, Long::sum);
    }

    private void readAsPromised() {
        read(SPEND, GLA, 40, "Amount", "Vendor");
        read(HMO, MPS, 10);
        purposes.put(SPENDING, 40L);
        purposes.put(HOMES, 10L);
    }

    private Findings findings(int days) {
        return new Comparison(
                        agreement,
                        new Period(FROM, FROM.plusDays(days)),
                        new UseOfAgreement(
                                datasets, purposes, people, new TreeMap<>(), Set.of(USED), true),
                        List.of(new GivenGrant(USED, SPEND, GLA), new GivenGrant(IDLE, SPEND, GLA)),
                        _ -> declared)
                .findings();
    }

    private Terms narrowed(Findings findings, AgencyCode writer) {
        return findings.proposal().narrowing().of(agreement.head().terms(), writer);
    }

    @Nested
    class What_is_shown {
        @Test
        void lays_use_beside_the_promise() {
            readAsPromised();
            var spend = findings(200).datasets().getFirst();
            assertThat(spend.dataset()).isEqualTo(SPEND);
            assertThat(spend.receivers()).containsExactly(GLA, MPS);
            assertThat(spend.reads()).isEqualTo(40);
            assertThat(spend.people()).isEqualTo(2);
            assertThat(spend.last()).contains(LAST);
            assertThat(spend.neverRead()).isEmpty();
            assertThat(spend.grants()).isEqualTo(2);
            assertThat(spend.unused()).isEqualTo(1);
        }

        @Test
        void knows_by_name_what_was_never_read_of_a_dataset_promised_whole() {
            read(HMO, MPS, 10, "Licence");
            assertThat(findings(200).datasets().getLast().neverRead()).containsExactly("Address");
        }

        @Test
        void takes_a_column_for_read_however_its_name_was_declared() {
            declared = List.of("Address", "Licence ", " ");
            readAsPromised();
            read(HMO, MPS, 10, "Licence");
            assertThat(findings(200).datasets().getLast().neverRead()).containsExactly("Address");
            assertThat(narrowed(findings(200), BRENT).datasets())
                    .contains(new Scope(HMO, ColumnScope.only(List.of("Licence"))));
        }

        @Test
        void names_a_dataset_that_is_promised_no_more() {
            readAsPromised();
            var gone = DatasetId.parse("brent/gone");
            read(gone, GLA, 3);
            var last = findings(200).datasets().getLast();
            assertThat(last.dataset()).isEqualTo(gone);
            assertThat(last.promised()).isEqualTo(ColumnScope.only(List.of()));
            assertThat(findings(200).proposal().outcome()).isEqualTo(ReviewOutcome.RENEWED);
        }
    }

    @Nested
    class What_is_suggested {
        @Test
        void is_to_renew_what_is_used_as_promised() {
            readAsPromised();
            assertThat(findings(200).proposal())
                    .isEqualTo(
                            new Proposal(
                                    ReviewOutcome.RENEWED,
                                    List.of(new Reason("used-as-promised", "50", List.of())),
                                    Narrowing.NONE));
        }

        @Test
        void is_to_end_what_nobody_read() {
            var proposal = findings(200).proposal();
            assertThat(proposal.outcome()).isEqualTo(ReviewOutcome.ENDED);
            assertThat(proposal.reasons())
                    .containsExactly(new Reason("nothing-read", "200", List.of()));
        }

        @Test
        void is_to_end_what_was_hardly_read_in_half_a_year() {
            read(SPEND, GLA, 4, "Amount", "Vendor");
            assertThat(findings(180).proposal().outcome()).isEqualTo(ReviewOutcome.ENDED);
            assertThat(findings(179).proposal().outcome()).isEqualTo(ReviewOutcome.NARROWED);
        }

        @Test
        void is_to_wait_while_few_days_have_passed() {
            var proposal = findings(29).proposal();
            assertThat(proposal.outcome()).isEqualTo(ReviewOutcome.RENEWED);
            assertThat(proposal.reasons()).extracting(Reason::code).containsExactly("too-soon");
            assertThat(findings(30).proposal().outcome()).isEqualTo(ReviewOutcome.ENDED);
        }

        @Test
        void is_to_narrow_by_all_that_was_never_used() {
            read(SPEND, GLA, 40, "Amount");
            purposes.put(SPENDING, 40L);
            assertThat(findings(200).proposal().reasons())
                    .containsExactly(
                            new Reason("columns-never-read", "brent/spend", List.of("Vendor")),
                            new Reason("dataset-never-read", "camden/hmo-licences", List.of()),
                            new Reason("purpose-never-used", "safe-homes", List.of()),
                            new Reason("agency-never-read", "mps", List.of()));
        }
    }

    @Nested
    class The_narrower_terms {
        @Test
        void leave_out_what_was_never_used_and_parties_with_nothing_left_to_do() {
            read(SPEND, GLA, 40, "Amount");
            purposes.put(SPENDING, 40L);
            var terms = narrowed(findings(200), BRENT);
            assertThat(terms.datasets())
                    .containsExactly(new Scope(SPEND, ColumnScope.only(List.of("Amount"))));
            assertThat(terms.purposes()).extracting(Purpose::code).containsExactly(SPENDING);
            assertThat(terms.parties()).extracting(Party::agency).containsExactly(BRENT, GLA);
            assertThat(terms.reviewDue()).isEqualTo(agreement.head().terms().reviewDue());
        }

        @Test
        void keep_the_party_that_writes_them() {
            read(SPEND, GLA, 40, "Amount");
            purposes.put(SPENDING, 40L);
            var terms = narrowed(findings(200), MPS);
            assertThat(terms.parties()).extracting(Party::agency).containsExactly(BRENT, GLA, MPS);
            assertThat(terms.parties().getLast().receives()).isTrue();
        }

        @Test
        void name_the_columns_that_stay_of_a_dataset_promised_whole() {
            readAsPromised();
            read(HMO, MPS, 10, "Licence");
            var terms = narrowed(findings(200), BRENT);
            assertThat(terms.datasets())
                    .contains(new Scope(HMO, ColumnScope.only(List.of("Licence"))));
        }

        @Test
        void keep_what_is_done_to_a_column_and_said_of_it_however_it_is_spelt() {
            var masked = Map.of("Licence ", Treatment.MASKED, "Address ", Treatment.MASKED);
            var category = Map.of("category", Answer.of("contact"));
            Terms terms =
                    agreement
                            .head()
                            .terms()
                            .about(
                                    List.of(
                                            new Scope(
                                                    HMO,
                                                    ColumnScope.ALL,
                                                    new Protection(masked, RowFilter.NONE))))
                            .with(
                                    Particulars.NONE
                                            .with(new OfColumn(HMO, "Licence "), category)
                                            .with(new OfColumn(HMO, "Address "), category));
            var stays = new TreeMap<>(Map.of(HMO, ColumnScope.only(List.of("Licence"))));

            Terms narrower =
                    new Narrowing(new TreeSet<>(), stays, new TreeSet<>(), new TreeSet<>())
                            .of(terms, CAMDEN);

            assertThat(narrower.datasets().getFirst().protection().treatments())
                    .containsOnlyKeys("Licence ");
            assertThat(narrower.particulars().answers())
                    .containsOnlyKeys(new OfColumn(HMO, "Licence"));
        }

        @Test
        void are_the_same_where_everything_was_used() {
            readAsPromised();
            assertThat(narrowed(findings(200), BRENT)).isEqualTo(agreement.head().terms());
        }
    }

    @Test
    void a_party_that_has_not_signed_is_not_blamed_for_reading_nothing() {
        var waiting =
                anAgreement()
                        .between(
                                new Party(BRENT, "independent_controller", true, false),
                                new Party(GLA, "independent_controller", false, true),
                                new Party(MPS, "independent_controller", false, true))
                        .approvedByAllButTheLast();
        var findings =
                new Comparison(
                                (Offered) waiting,
                                new Period(FROM, FROM.plusDays(200)),
                                UseOfAgreement.NONE,
                                List.of(),
                                _ -> List.of())
                        .findings();
        assertThat(findings.agencies()).extracting(Findings.OfAgency::agency).containsExactly(GLA);
    }
}
