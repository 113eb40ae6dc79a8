package city.datastore.agreements.permits;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.STARTS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.AgencyNames;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Coverage;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.AnAgreement;
import city.datastore.agreements.permits.Nearest.Need;
import city.datastore.agreements.permits.Nearest.Verdict;
import city.datastore.audit.event.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static Need need(
            AgencyCode receiver, @Nullable List<String> columns, @Nullable String purpose) {
        var officer =
                new Caller(
                        new PersonId("person-of-" + receiver),
                        receiver + ".officer",
                        receiver,
                        Set.of(Role.OFFICER),
                        false,
                        new RequestId("request-1"));
        return new Need(
                new Question(
                        officer,
                        Act.ASK_ACCESS,
                        new Target.OfDataset(SPEND),
                        null,
                        purpose == null ? null : new PurposeCode(purpose)),
                columns == null ? null : ColumnScope.only(columns),
                PermittedAction.READ);
    }

    private static Nearest at(Instant now, Need need, Agreement... agreements) {
        return NearestSearch.nearest(
                new Coverage(AgencyNames.fromCodes()), need, SPEND, List.of(agreements), now);
    }

    private static Nearest of(Need need, Agreement... agreements) {
        return at(STARTS, need, agreements);
    }

    private static List<String> lacks(Nearest nearest) {
        return nearest.candidates().getFirst().missing().stream().map(Reason::code).toList();
    }

    @Test
    void is_yes_with_the_clauses_where_an_agreement_in_force_allows_it_all() {
        var nearest = of(need(GLA, List.of("Amount"), "spend-analysis"), anAgreement().active());
        assertThat(nearest.verdict()).isEqualTo(Verdict.YES);
        assertThat(nearest.candidates().getFirst().clauses())
                .containsExactly("datasets[0]", "purposes[0]", "actions");
    }

    @Test
    void is_nearly_with_what_is_missing_where_one_or_two_things_are() {
        var column = of(need(GLA, List.of("Amount", "Name"), null), anAgreement().active());
        assertThat(column.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(column.candidates().getFirst().missing())
                .containsExactly(
                        new Reason(
                                "columns-not-in-agreement",
                                "DSA-2026-0001 does not give the column Name."));
        var suspended = of(need(GLA, null, "housing"), anAgreement().suspended());
        assertThat(suspended.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(lacks(suspended))
                .containsExactly("agreement-not-in-force", "purpose-not-in-agreement");
    }

    @Test
    void is_nearly_where_it_only_has_to_be_approved_or_to_start() {
        assertThat(lacks(of(need(GLA, null, null), anAgreement().proposed())))
                .containsExactly("agreement-not-in-force");
        assertThat(lacks(at(TODAY, need(GLA, null, null), anAgreement().active())))
                .containsExactly("agreement-not-in-force");
    }

    @Test
    void is_nearly_where_a_party_has_still_to_sign() {
        var agreement =
                anAgreement().between(BRENT, GLA, MPS).proposed().approve(AnAgreement.by(GLA));
        assertThat(of(need(GLA, null, null), agreement).verdict()).isEqualTo(Verdict.YES);
        var waiting = of(need(MPS, null, null), agreement);
        assertThat(waiting.verdict()).isEqualTo(Verdict.NEARLY);
        assertThat(lacks(waiting)).containsExactly("agency-not-signed");
    }

    @Test
    void is_no_where_there_is_nothing_or_too_much_is_missing() {
        assertThat(of(need(GLA, null, null)).verdict()).isEqualTo(Verdict.NO);
        assertThat(of(need(MPS, List.of("Name"), "housing"), anAgreement().suspended()).verdict())
                .isEqualTo(Verdict.NO);
    }

    @Test
    void names_the_nearest_agreement_first() {
        var nearest =
                of(
                        need(GLA, List.of("Amount"), "spend-analysis"),
                        anAgreement().called("DSA-2026-0002").terminated(),
                        anAgreement().active());
        assertThat(nearest.candidates())
                .extracting(each -> each.agreement().value())
                .containsExactly("DSA-2026-0001", "DSA-2026-0002");
    }
}
