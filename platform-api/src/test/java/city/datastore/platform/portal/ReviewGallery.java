package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.requests.GivenGrant;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.reviews.Comparison;
import city.datastore.agreements.reviews.Findings;
import city.datastore.agreements.reviews.Period;
import city.datastore.agreements.reviews.Review;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.use.UseOfAgreement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The pages on which an agreement is reviewed. */
final class ReviewGallery {
    private static final SignedIn LEAD =
            new SignedIn("brent.ig", "Brent Council", Set.of(Role.IG_LEAD));
    private static final SignedIn AUDITOR =
            new SignedIn("city.auditor", "City oversight", Set.of(Role.AUDITOR));
    private static final LocalDate FROM = LocalDate.of(2026, 3, 1);

    private final Gallery.Wall wall;
    private final Show show;
    private final Words words;
    private final Offered agreement = (Offered) AgreementSamples.active();

    ReviewGallery(Gallery.Wall wall, Show show, Words words) {
        this.wall = wall;
        this.show = show;
        this.words = words;
    }

    void show() {
        var model = model(used());
        model.put("records", true);
        model.put("narrows", true);
        wall.page("agreement-review", "agreement-review", "agreements", LEAD, model);
        var wrong = new HashMap<>(model);
        var errors = FormErrors.none();
        errors.add("outcome", words.say("reviewing.outcome.missing"));
        errors.add("nextReview", words.say("error.date.missing", words.say("reviewing.next.name")));
        wrong.put("form", new ReviewPage.Form("", DateInput.EMPTY, ""));
        wrong.put("errors", errors);
        wall.page("agreement-review-error", "agreement-review", "agreements", LEAD, wrong);
        var nothing = model(UseOfAgreement.NONE);
        nothing.put("past", List.of());
        wall.page("agreement-review-nothing", "agreement-review", "agreements", AUDITOR, nothing);
    }

    private UseOfAgreement used() {
        var datasets = new TreeMap<DatasetId, UseOfAgreement.OfDataset>();
        datasets.put(
                Samples.SPEND,
                new UseOfAgreement.OfDataset(
                        List.of(new UseOfAgreement.ByAgency(Samples.GLA, 1_240, 7, Samples.NOW)),
                        new TreeSet<>(List.of(3, 4)),
                        false,
                        new TreeSet<>(List.of("Amount", "Payment Date"))));
        return new UseOfAgreement(
                datasets,
                new TreeMap<>(Map.of(Samples.REVIEW, 1_240L)),
                new TreeMap<>(Map.of(Samples.GLA, 7L)),
                new TreeMap<>(Map.of("no-grant", 12L, "something-new", 1L)),
                Set.of(Samples.GRANT),
                false);
    }

    private Findings findings(UseOfAgreement use) {
        return new Comparison(
                        agreement,
                        new Period(FROM, FROM.plusDays(265)),
                        use,
                        List.of(new GivenGrant(Samples.GRANT, Samples.SPEND, Samples.GLA)),
                        _ -> List.of("Amount", "Payment Date", "Vendor"))
                .findings();
    }

    private Map<String, Object> model(UseOfAgreement use) {
        var findings = findings(use);
        var reading = new ReviewReading(show, words);
        var model = new HashMap<String, Object>();
        model.put("reference", Samples.DSA.value());
        model.put("terms", agreement.head().terms());
        model.put("due", agreement.head().reviewDue());
        model.put("findings", findings);
        model.put("began", FROM);
        model.put("yearAgo", FROM.minusYears(1));
        model.put("datasets", reading.datasets(findings));
        model.put("purposes", reading.purposes(findings));
        model.put("refusals", reading.refusals(findings));
        model.put("reasons", reading.reasons(findings.proposal()));
        model.put("past", past());
        model.put("records", false);
        model.put("narrows", false);
        model.put(
                "form",
                new ReviewPage.Form("narrowed", DateInput.of(LocalDate.of(2027, 5, 3)), ""));
        model.put("outcomes", outcomes());
        model.put("maxText", 2000);
        model.put("errors", FormErrors.none());
        return model;
    }

    private List<Review> past() {
        var by = AgreementSamples.signature(Samples.BRENT);
        return List.of(
                new Review(
                        1,
                        1,
                        new Period(FROM.minusYears(1), FROM),
                        ReviewOutcome.RENEWED,
                        Samples.NOW,
                        by));
    }

    private List<Choice> outcomes() {
        return Arrays.stream(ReviewOutcome.values())
                .map(each ->
                        new Choice(
                                each.word(),
                                words.say("reviewing.outcome." + each.word()),
                                words.say("reviewing.outcome." + each.word() + ".hint")))
                .toList();
    }
}
