package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.requests.AccessRequest;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grants;
import city.datastore.access.teams.Teams;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Variations;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.datasets.Classification;
import city.datastore.platform.datasets.Dataset;
import city.datastore.platform.datasets.Datasets;
import city.datastore.platform.datasets.Upload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What has happened before a journey begins: Brent publishes, and shares with the GLA. */
final class Sharing {
    static final String CSV =
            """
            Supplier Name,Amount,Internal Note
            Thames Paper Ltd,1200.50,do not share
            North London Glass,830.00,do not share either
            """;
    private static final AgencyCode BRENT = new AgencyCode("brent");
    private static final AgencyCode GLA = new AgencyCode("gla");
    private static final PurposeCode REVIEW = new PurposeCode("procurement-review");

    private final RunningPlatform platform;

    Sharing(RunningPlatform platform) {
        this.platform = platform;
    }

    /** A dataset of Brent with one version. */
    DatasetId dataset(String name) {
        var id = new DatasetId(BRENT, name);
        var steward = brent(Role.DATA_STEWARD);
        var datasets = platform.bean(Datasets.class);
        datasets.create(
                steward,
                new Dataset(
                        id,
                        "Spending " + name,
                        "Every payment of more than £500.",
                        Classification.OFFICIAL,
                        List.of("spending"),
                        List.of(column("Supplier Name"), column("Amount"), column("Internal Note")),
                        false,
                        Instant.EPOCH,
                        null));
        datasets.upload(
                steward,
                id,
                new Upload(
                        new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8)),
                        "text/csv",
                        null,
                        null,
                        null));
        return id;
    }

    /** A dataset of Brent that declares no column. */
    DatasetId undeclared(String name) {
        var id = new DatasetId(BRENT, name);
        platform.bean(Datasets.class)
                .create(
                        brent(Role.DATA_STEWARD),
                        new Dataset(
                                id,
                                "Spending " + name,
                                "Every payment of more than £500.",
                                Classification.OFFICIAL,
                                List.of("spending"),
                                List.of(),
                                false,
                                Instant.EPOCH,
                                null));
        return id;
    }

    /** An agreement in force that gives the GLA two of the three columns. */
    AgreementRef agreement(DatasetId dataset) {
        return agreement(terms(dataset));
    }

    /** The same, and the GLA says something of itself. */
    AgreementRef agreementNaming(DatasetId dataset, String question, String answer) {
        return agreement(
                terms(dataset)
                        .with(
                                Particulars.NONE.with(
                                        new Place.OfParty(GLA), question, Answer.of(answer))));
    }

    /** The same, with one more agency that is to receive and has not signed. */
    AgreementRef agreementUnsignedBy(AgencyCode agency, DatasetId dataset) {
        return agreement(
                terms(dataset)
                        .with(new Terms.Party(agency, "independent_controller", false, true)));
    }

    /** The same, and that agency has left. */
    AgreementRef agreementLeftBy(AgencyCode agency, DatasetId dataset) {
        var reference = agreementUnsignedBy(agency, dataset);
        platform.bean(Agreements.class)
                .leave(caller(agency, Role.IG_LEAD), reference, "We do not need it");
        return reference;
    }

    private AgreementRef agreement(Terms terms) {
        var agreements = platform.bean(Agreements.class);
        var reference = agreements.draft(brent(Role.IG_LEAD), terms).value().head().reference();
        agreements.propose(brent(Role.IG_LEAD), reference, null);
        agreements.approve(gla(Role.IG_LEAD), reference, "Agreed", null);
        return reference;
    }

    /** From now on it gives the GLA every column. */
    void widen(AgreementRef agreement, DatasetId dataset) {
        vary(agreement, plain -> plain.about(List.of(new Terms.Scope(dataset, ColumnScope.ALL))));
    }

    /** From now on it says in those words what the data are for. */
    void rephrase(AgreementRef agreement, String purpose) {
        vary(
                agreement,
                plain ->
                        new Terms(
                                plain.title(),
                                plain.parties(),
                                plain.datasets(),
                                List.of(new Terms.Purpose(REVIEW, purpose)),
                                plain.actions(),
                                plain.lawfulBasis(),
                                plain.starts(),
                                plain.ends(),
                                plain.reviewDue(),
                                Particulars.NONE));
    }

    private void vary(AgreementRef agreement, UnaryOperator<Terms> change) {
        var variations = platform.bean(Variations.class);
        var signing = platform.bean(VariationSigning.class);
        var lead = brent(Role.IG_LEAD);
        var begun = variations.begin(lead, agreement).value().head();
        variations.edit(lead, agreement, begun.revision(), change.apply(begun.terms()));
        signing.propose(lead, agreement, null);
        signing.approve(gla(Role.IG_LEAD), agreement, "Agreed", null);
    }

    /** The columns of the newest grant on the dataset. */
    ColumnScope granted(DatasetId dataset) {
        return platform.bean(Grants.class)
                .grants(brent(Role.IG_LEAD), dataset, null, null, PageRequest.first())
                .items()
                .getFirst()
                .held()
                .columns();
    }

    /** The same, proposed and waiting for the GLA. */
    AgreementRef proposal(DatasetId dataset) {
        var agreements = platform.bean(Agreements.class);
        var reference =
                agreements.draft(brent(Role.IG_LEAD), terms(dataset)).value().head().reference();
        agreements.propose(brent(Role.IG_LEAD), reference, null);
        return reference;
    }

    /** It came back, Brent said something of itself, and it is proposed again. */
    void changes(AgreementRef proposal) {
        var agreements = platform.bean(Agreements.class);
        var lead = brent(Role.IG_LEAD);
        var head = agreements.sendBack(gla(Role.IG_LEAD), proposal, "Who is it?").value().head();
        var terms =
                head.terms()
                        .with(
                                Particulars.NONE.with(
                                        new Place.OfParty(BRENT),
                                        "siro",
                                        Answer.of("siro@brent.example")));
        agreements.edit(lead, proposal, head.revision(), terms);
        agreements.propose(lead, proposal, null);
    }

    /** A draft on the same terms that has to say everything, and says nothing yet. */
    AgreementRef fullDraft(DatasetId dataset) {
        return platform.bean(Agreements.class)
                .draft(
                        brent(Role.IG_LEAD),
                        terms(dataset).with(Particulars.NONE.ofExtent(Extent.FULL)))
                .value()
                .head()
                .reference();
    }

    /** A draft that names a column with health data, ready to be proposed. */
    AgreementRef healthDraft(DatasetId dataset) {
        var plain = terms(dataset);
        var health =
                new Terms(
                        plain.title(),
                        plain.parties(),
                        plain.datasets(),
                        plain.purposes(),
                        plain.actions(),
                        new Terms.LawfulBasis("6(1)(e)", "9(2)(h)", "2", List.of()),
                        plain.starts(),
                        plain.ends(),
                        plain.reviewDue(),
                        Particulars.NONE.with(
                                new Place.OfColumn(dataset, "Amount"),
                                "category",
                                Answer.of("health")));
        return platform.bean(Agreements.class)
                .draft(brent(Role.IG_LEAD), health)
                .value()
                .head()
                .reference();
    }

    static Terms terms(DatasetId dataset) {
        var now = Instant.now();
        return new Terms(
                "Spending for the review: " + dataset.name(),
                List.of(
                        new Terms.Party(BRENT, "independent_controller", true, false),
                        new Terms.Party(GLA, "independent_controller", false, true)),
                List.of(
                        new Terms.Scope(
                                dataset, ColumnScope.only(List.of("Supplier Name", "Amount")))),
                List.of(new Terms.Purpose(REVIEW, "Find suppliers that several agencies pay")),
                Set.of(PermittedAction.READ),
                new Terms.LawfulBasis("6(1)(e)", null, null, List.of()),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(400)),
                now.plus(Duration.ofDays(200)),
                Particulars.NONE);
    }

    /** A request of an officer of the GLA. */
    AccessRequest.Pending request(DatasetId dataset, AgreementRef agreement) {
        return platform.bean(AccessRequests.class)
                .ask(
                        gla(Role.OFFICER),
                        new AccessRequests.Ask(
                                dataset,
                                agreement,
                                REVIEW,
                                Set.of(PermittedAction.READ),
                                Instant.now().plus(Duration.ofDays(100)),
                                "To compare what agencies pay the same suppliers."))
                .value();
    }

    /** The owner's lead grants the newest request for the dataset that waits. */
    void grantWhatWaits(DatasetId dataset) {
        var requests = platform.bean(AccessRequests.class);
        var lead = brent(Role.IG_LEAD);
        var waiting =
                requests
                        .requests(lead, "pending", false, new PageRequest(200, null))
                        .items()
                        .stream()
                        .filter(request -> request.asked().dataset().equals(dataset))
                        .findFirst()
                        .orElseThrow();
        requests.grant(lead, waiting.asked().id(), waiting.asked().until(), null, "For the review");
    }

    /** The owner's lead revokes every grant on the dataset. */
    void revokeWhatIsHeld(DatasetId dataset) {
        var grants = platform.bean(Grants.class);
        var lead = brent(Role.IG_LEAD);
        grants.grants(lead, dataset, null, null, new PageRequest(200, null))
                .items()
                .forEach(grant -> grants.revoke(lead, grant.held().id(), "A column is wrong."));
    }

    /** Accepts the terms of every request that names them and was granted. */
    void acceptsWhatIsOffered(Caller member) {
        var teams = platform.bean(Teams.class);
        teams.waiting(member).forEach(granted -> teams.accept(member, granted.asked().id()));
    }

    Caller gla(Role role) {
        return caller(GLA, role);
    }

    Caller brent(Role role) {
        return caller(BRENT, role);
    }

    static Caller caller(AgencyCode agency, Role role) {
        String name = agency + "." + role.code() + ".before";
        return new Caller(
                new PersonId(name), name, agency, Set.of(role), false, new RequestId("before"));
    }

    private static Dataset.Column column(String name) {
        return new Dataset.Column(name, "text", "", "non_personal");
    }
}
