package city.datastore.platform.portal;

import city.datastore.access.identity.Agencies;
import city.datastore.access.identity.Agency;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.VersionId;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.ListedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Things of the domain to show on a page: Brent shares its spending with the GLA. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T14:05:09Z");
    static final AgencyCode BRENT = new AgencyCode("brent");
    static final AgencyCode GLA = new AgencyCode("gla");
    static final DatasetId SPEND = new DatasetId(BRENT, "council-spend");
    static final AgreementRef DSA = new AgreementRef("DSA-2026-0001");
    static final PurposeCode REVIEW = new PurposeCode("procurement-review");
    static final AccessRequestId REQUEST =
            new AccessRequestId(UUID.fromString("0199f0a0-0000-7000-8000-000000000001"));
    static final GrantId GRANT =
            new GrantId(UUID.fromString("0199f0a0-0000-7000-8000-000000000002"));
    static final EventId EVENT =
            new EventId(UUID.fromString("0199f0a0-0000-7000-8000-000000000003"));
    static final ColumnScope SIX =
            ColumnScope.only(
                    List.of(
                            "Body Name",
                            "Date",
                            "Transaction Number",
                            "Amount",
                            "Supplier Name",
                            "Expense Area"));

    /** Suppliers as pseudonyms, areas masked, and one body's rows of at least 500. */
    static final Protection PROTECTION =
            new Protection(
                    Map.of(
                            "Supplier Name",
                            Treatment.PSEUDONYMISED,
                            "Expense Area",
                            Treatment.MASKED),
                    new RowFilter(
                            List.of(
                                    new RowCondition(
                                            "Body Name",
                                            RowCondition.Test.ONE_OF,
                                            List.of("Brent", "Brent Council")),
                                    new RowCondition(
                                            "Amount",
                                            RowCondition.Test.AT_LEAST,
                                            List.of("500")))));

    static final Questionnaire QUESTIONS = Questionnaire.load();
    static final Vocabularies VOCABULARIES = Vocabularies.load();
    static final TermsReview COLLEAGUE = new TermsReview(VOCABULARIES, QUESTIONS);

    private Samples() {}

    static Agencies agencies() {
        var all =
                List.of(
                        new Agency(BRENT, "Brent Council", "borough", "E09000005"),
                        new Agency(new AgencyCode("camden"), "Camden Council", "borough", null),
                        new Agency(GLA, "Greater London Authority", "mayor", "E12000007"));
        return new Agencies() {
            @Override
            public List<Agency> all() {
                return all;
            }

            @Override
            public Optional<Agency> find(AgencyCode code) {
                return all.stream().filter(agency -> agency.code().equals(code)).findFirst();
            }
        };
    }

    static ListedVersion version(int number) {
        return new ListedVersion(
                new VersionId(SPEND, number),
                2_345_678,
                "ab".repeat(32),
                "text/csv; charset=windows-1252",
                17_153L,
                NOW,
                "brent.steward");
    }

    static Dataset dataset(@Nullable ListedVersion latest) {
        return new Dataset(
                SPEND,
                "Council spending over £500",
                "Every payment of more than £500 that the council made, as it is published.",
                Classification.OFFICIAL,
                List.of("spending", "procurement"),
                List.of(
                        new Dataset.Column("Supplier Name", "text", "Who was paid", "non_personal"),
                        new Dataset.Column("Amount", "number", "", "non_personal")),
                false,
                NOW,
                latest);
    }

    /** One that somebody gave another title. */
    static Dataset titled(String title) {
        var described = dataset(null);
        return new Dataset(
                SPEND,
                title,
                described.description(),
                described.classification(),
                described.topics(),
                described.columns(),
                false,
                NOW,
                null);
    }

    /** One of which nobody has said what columns it has. */
    static Dataset undescribed() {
        var described = dataset(null);
        return new Dataset(
                SPEND,
                described.title(),
                described.description(),
                described.classification(),
                described.topics(),
                List.of(),
                false,
                NOW,
                null);
    }
}
