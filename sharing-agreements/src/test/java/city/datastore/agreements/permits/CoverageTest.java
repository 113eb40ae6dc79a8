package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.permits.Coverage.Need;
import city.datastore.agreements.permits.Coverage.Verdict;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static Need need(
            AgencyCode receiver, @Nullable List<String> columns, @Nullable String purpose) {
        return new Need(
                receiver,
                SPEND,
                columns == null ? null : ColumnScope.only(columns),
                purpose == null ? null : new PurposeCode(purpose),
                PermittedAction.READ);
    }

    private static Coverage of(Need need, Agreement... agreements) {
        return Coverage.of(need, List.of(agreements), STARTS);
    }

    private static List<String> lacks(Coverage coverage) {
        return coverage.candidates().getFirst().missing().stream().map(Reason::code).toList();
    }

    @Test
    void is_yes_with_the_clauses_where_an_agreement_in_force_allows_it_all() {
        var coverage = of(need(GLA, List.of("Amount"), "spend-analysis"), anAgreement().active());
        assertThat(coverage.verdict()).isEqualTo(Verdict.YES);
        assertThat(coverage.candidates().getFirst().clauses())
                .containsExactly("datasets[0]", "purposes[0]", "actions");
    }

    @Test
    void is_nearly_with_what_is_missing_where_one_or_two_things_are() {
        var column = of(need(GLA, List.of("Amount", "Name"), null), anAgreement().active());
        assertThat(column.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(column.candidates().getFirst().missing())
                .containsExactly(new Reason("columns", "it does not cover the columns Name"));
        var suspended = of(need(GLA, null, "housing"), anAgreement().suspended());
        assertThat(suspended.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(lacks(suspended)).containsExactly("not-in-force", "purpose");
    }

    @Test
    void is_nearly_where_it_only_has_to_be_approved_or_to_start() {
        assertThat(lacks(of(need(GLA, null, null), anAgreement().proposed())))
                .containsExactly("not-in-force");
        var early = Coverage.of(need(GLA, null, null), List.of(anAgreement().active()), TODAY);
        assertThat(early.candidates().getFirst().missing())
                .containsExactly(new Reason("not-in-force", "it starts only at " + STARTS));
    }

    @Test
    void is_nearly_where_a_party_has_still_to_sign() {
        var terms = anAgreement().between(BRENT, GLA, MPS);
        var agreement = terms.proposed().approve(AnAgreement.by(GLA));
        assertThat(of(need(GLA, null, null), agreement).verdict()).isEqualTo(Verdict.YES);
        var waiting = of(need(MPS, null, null), agreement);
        assertThat(waiting.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(waiting.candidates().getFirst().missing())
                .containsExactly(new Reason("not-signed", "mps has not signed it yet"));
    }

    @Test
    void is_no_where_there_is_nothing_or_too_much_is_missing() {
        assertThat(of(need(GLA, null, null)).verdict()).isEqualTo(Verdict.NO);
        assertThat(of(need(MPS, List.of("Name"), "housing"), anAgreement().suspended()).verdict())
                .isEqualTo(Verdict.NO);
    }

    @Test
    void names_the_nearest_agreement_first() {
        var coverage =
                of(
                        need(GLA, List.of("Amount"), "spend-analysis"),
                        anAgreement().called("DSA-2026-0002").terminated(),
                        anAgreement().active());
        assertThat(coverage.candidates())
                .extracting(each -> each.agreement().value())
                .containsExactly("DSA-2026-0001", "DSA-2026-0002");
    }
}
