package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.SPEND;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TermsDigestTest {
    private static Head head(Terms terms) {
        return new Head(anAgreement().draft().head().reference(), 1, 1, terms, AnAgreement.BRENT);
    }

    @Test
    void is_taken_over_the_canonical_json_of_everything_that_is_promised() {
        assertThat(TermsDigest.canonical(head(anAgreement().terms())).text())
                .isEqualTo(
                        "{\"actions\":[\"read\"],\"datasets\":[{\"columns\":[\"Amount\",\"Payment"
                                + " Date\"],\"dataset\":\"brent/spend\"}],\"ends\":\"2028-01-01T00:00:00Z\","
                                + "\"extent\":\"condensed\",\"lawfulBasis\":{\"article6\":\"6(1)(e)\","
                                + "\"gateways\":[\"Localism Act 2011 s.1\"]},\"particulars\":{},"
                                + "\"parties\":[{\"agency\":\"brent\",\"provides\":true,\"receives\":false,"
                                + "\"role\":\"independent_controller\"},{\"agency\":\"gla\",\"provides\":false,"
                                + "\"receives\":true,\"role\":\"independent_controller\"}],\"purposes\":[{"
                                + "\"code\":\"spend-analysis\",\"text\":\"Compare what boroughs spend\"}],"
                                + "\"reference\":\"DSA-2026-0001\",\"reviewDue\":\"2027-06-01T00:00:00Z\","
                                + "\"starts\":\"2026-12-01T00:00:00Z\",\"title\":\"Brent spending for"
                                + " city-wide analysis\",\"version\":1}");
    }

    @Test
    void covers_what_is_done_to_columns_and_rows() {
        assertThat(
                        TermsDigest.canonical(head(anAgreement().on(AnAgreement.PROTECTED).terms()))
                                .text())
                .contains(
                        "\"dataset\":\"brent/spend\",\"rows\":[{\"column\":\"Amount\",\"test\":"
                                + "\"at-least\",\"values\":[\"500\"]}],\"treatments\":{\"Amount\":"
                                + "\"pseudonymised\",\"Payment Date\":\"masked\"}");
    }

    @Test
    void differs_for_any_difference_and_for_nothing_else() {
        var terms = anAgreement().terms();
        var others =
                Stream.of(
                                anAgreement().titled("Another").terms(),
                                anAgreement().on(new Terms.Scope(SPEND, ColumnScope.ALL)).terms(),
                                anAgreement().on(AnAgreement.PROTECTED).terms(),
                                anAgreement().under("6(1)(c)", null).terms(),
                                anAgreement().under("6(1)(e)", "9(2)(g)").terms(),
                                anAgreement().byLaw("18", List.of()).terms(),
                                anAgreement().reviewedBy(AnAgreement.ENDS).terms(),
                                terms.with(
                                        Particulars.NONE.with(
                                                Place.agreement(), "tier", Answer.of("charter"))))
                        .map(each -> TermsDigest.of(head(each)))
                        .toList();
        assertThat(others).doesNotHaveDuplicates().doesNotContain(TermsDigest.of(head(terms)));
        assertThat(TermsDigest.of(head(anAgreement().terms())))
                .isEqualTo(TermsDigest.of(head(terms)))
                .hasSize(64);
        assertThat(
                        TermsDigest.of(
                                new Head(
                                        anAgreement().draft().head().reference(),
                                        2,
                                        1,
                                        terms,
                                        AnAgreement.BRENT)))
                .isNotEqualTo(TermsDigest.of(head(terms)));
    }
}
