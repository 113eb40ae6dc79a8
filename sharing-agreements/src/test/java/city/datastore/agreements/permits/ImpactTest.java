package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.permits.Impact.Reach;
import city.datastore.agreements.permits.Impact.Touched;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Brent gives two columns of its spending; the GLA receives, and one of its officers reads. */
class ImpactTest {
    private static final Instant NOW = TODAY;
    private static final PermittedAction LINK = new PermittedAction("link");
    private static final Coverage COVERAGE = new Coverage(AgencyNames.fromCodes());

    private static final GrantId GRANT = GrantId.parse("01890000-0000-7000-8000-000000000001");

    /** Two downloads by the grant, and one by another agreement's. */
    private static final Map<GrantId, Integer> READING =
            Map.of(GRANT, 2, GrantId.parse("01890000-0000-7000-8000-000000000002"), 1);

    private final Active active =
            anAgreement().from(NOW.minusSeconds(60), AnAgreement.ENDS).active();
    private final Terms terms = active.head().terms();
    private final HeldGrant grant =
            new HeldGrant(
                    GRANT,
                    new PersonId("gla.officer"),
                    GLA,
                    SPEND,
                    active.head().reference(),
                    terms.purposes().getFirst().code(),
                    Set.of(PermittedAction.READ),
                    ColumnScope.ALL,
                    NOW.minus(Duration.ofDays(1)),
                    NOW.plus(Duration.ofDays(30)),
                    false);

    private Impact to(Agreement after) {
        return Impact.of(
                COVERAGE, Permits.of(active), Permits.of(after), List.of(grant), READING, NOW);
    }

    private Agreement with(AnAgreement other) {
        return other.from(NOW.minusSeconds(60), AnAgreement.ENDS).active();
    }

    private static Scope rows(String area) {
        var filter =
                new RowFilter(
                        List.of(new RowCondition("Area", RowCondition.Test.EQUALS, List.of(area))));
        return new Scope(SPEND, ColumnScope.ALL, new Protection(Map.of(), filter));
    }

    @Test
    void is_none_when_nothing_changes() {
        assertThat(to(active).none()).isTrue();
    }

    @Test
    void of_a_suspension_is_that_all_is_lost_and_every_grant_stops() {
        var impact = to(active.suspend(by(BRENT, NOW, "a breach")));
        assertThat(impact.gains()).isEmpty();
        assertThat(impact.losses()).extracting(Reach::agency).containsExactly(GLA);
        assertThat(impact.grants()).containsExactly(new Touched(GLA, SPEND, 1, 0, 0, 2));
    }

    @Test
    void of_fewer_columns_names_them_and_narrows_grants() {
        var impact =
                to(with(anAgreement().on(new Scope(SPEND, ColumnScope.only(List.of("Amount"))))));
        assertThat(impact.losses())
                .containsExactly(new Reach(GLA, SPEND, ColumnScope.only(List.of("Payment Date"))));
        assertThat(impact.grants()).containsExactly(new Touched(GLA, SPEND, 0, 1, 0, 2));
    }

    @Test
    void of_a_mask_or_a_filter_names_it_and_narrows_grants() {
        var impact = to(with(anAgreement().on(AnAgreement.PROTECTED)));
        assertThat(impact.losses()).isEmpty();
        assertThat(impact.protections())
                .containsExactly(
                        new Impact.Shift(
                                GLA, SPEND, Protection.NONE, AnAgreement.PROTECTED.protection()));
        assertThat(impact.grants()).containsExactly(new Touched(GLA, SPEND, 0, 1, 0, 2));
    }

    @Test
    void of_taking_a_mask_off_is_that_grants_show_more_and_no_download_ends() {
        var masked = with(anAgreement().on(AnAgreement.PROTECTED));
        var impact =
                Impact.of(
                        COVERAGE,
                        Permits.of(masked),
                        Permits.of(active),
                        List.of(grant),
                        READING,
                        NOW);
        assertThat(impact.none()).isFalse();
        assertThat(impact.protections()).hasSize(1);
        assertThat(impact.grants()).containsExactly(new Touched(GLA, SPEND, 0, 0, 1, 0));
    }

    @Test
    void of_other_purposes_and_actions_names_what_comes_in_and_what_goes() {
        var fraud = new PurposeCode("fraud");
        var more = new ArrayList<>(terms.purposes());
        more.add(new Terms.Purpose(fraud, "Find fraud"));

        var wider = to(saying(more, Set.of(PermittedAction.READ, LINK), terms.ends())).frame();
        assertThat(wider.purposes().gained()).containsExactly(fraud);
        assertThat(wider.purposes().lost()).isEmpty();
        assertThat(wider.actions().gained()).containsExactly(LINK);
        assertThat(wider.moved()).isFalse();

        var other =
                to(
                        saying(
                                List.of(new Terms.Purpose(fraud, "Find fraud")),
                                terms.actions(),
                                terms.ends()));
        assertThat(other.frame().purposes().lost())
                .containsExactly(terms.purposes().getFirst().code());
        assertThat(other.grants()).containsExactly(new Touched(GLA, SPEND, 1, 0, 0, 2));
    }

    @Test
    void of_other_dates_says_which() {
        var longer = terms.ends().plus(Duration.ofDays(100));

        var impact = to(saying(terms.purposes(), terms.actions(), longer));

        assertThat(impact.none()).isFalse();
        assertThat(impact.frame().before()).isEqualTo(new Frame.Span(terms.starts(), terms.ends()));
        assertThat(impact.frame().after()).isEqualTo(new Frame.Span(terms.starts(), longer));
    }

    private Agreement saying(
            List<Terms.Purpose> purposes, Set<PermittedAction> actions, Instant ends) {
        var other =
                new Terms(
                        terms.title(),
                        terms.parties(),
                        terms.datasets(),
                        purposes,
                        actions,
                        terms.lawfulBasis(),
                        terms.starts(),
                        ends,
                        terms.reviewDue(),
                        terms.particulars());
        var head = active.head();
        return new Active(
                new Agreement.Head(head.reference(), 2, 2, other, head.draftedBy()),
                active.signatories());
    }

    @Test
    void of_other_rows_is_that_grants_show_less_and_more() {
        var impact =
                Impact.of(
                        COVERAGE,
                        Permits.of(with(anAgreement().on(rows("North")))),
                        Permits.of(with(anAgreement().on(rows("South")))),
                        List.of(grant),
                        READING,
                        NOW);
        assertThat(impact.grants()).containsExactly(new Touched(GLA, SPEND, 0, 1, 1, 2));
    }

    @Test
    void of_one_more_receiver_is_what_it_gains_and_no_grant_is_touched() {
        var impact =
                to(
                        with(
                                anAgreement()
                                        .between(
                                                new Party(BRENT, "", true, false),
                                                new Party(GLA, "", false, true),
                                                new Party(MPS, "", false, true))));
        assertThat(impact.gains()).extracting(Reach::agency).containsExactly(MPS);
        assertThat(impact.losses()).isEmpty();
        assertThat(impact.grants()).isEmpty();
    }

    @Test
    void counts_no_grant_that_did_not_stand_before() {
        var over =
                new HeldGrant(
                        grant.id(),
                        grant.holder(),
                        MPS,
                        SPEND,
                        grant.agreement(),
                        grant.purpose(),
                        grant.actions(),
                        grant.columns(),
                        grant.from(),
                        grant.until(),
                        false);
        var impact =
                Impact.of(
                        COVERAGE,
                        Permits.of(active),
                        Permits.of(active.suspend(by(BRENT, NOW, "a breach"))),
                        List.of(over),
                        READING,
                        NOW);
        assertThat(impact.grants()).isEmpty();
    }
}
