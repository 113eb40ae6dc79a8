package city.datastore.platform.datasets;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.requests.AccessRequests;
import city.datastore.access.requests.Grant;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PurposeCode;
import city.datastore.platform.People;
import city.datastore.platform.RunningPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the tests of sharing have in common: Brent shares with GLA, on the platform as it runs. */
abstract class SharingRoom {
    static final AgencyCode BRENT = new AgencyCode("brent");
    static final AgencyCode GLA = new AgencyCode("gla");
    static final PurposeCode PURPOSE = new PurposeCode("spend-analysis");
    static final List<String> SPEND_COLUMNS =
            List.of(
                    "Payment Date",
                    "Vendor Name 2",
                    "Cost Centre Code",
                    "Cost Centre Description",
                    "Subjective Code",
                    "Subjective desctiption",
                    "Amount",
                    "Non Recoverable VAT");

    final RunningPlatform platform = RunningPlatform.shared();
    final Workbench bench = new Workbench(platform);
    final Caller steward = People.steward("brent");
    final Caller officer = People.officer("gla");

    DatasetId dataset(List<String> columns) {
        var id = new DatasetId(BRENT, Workbench.freshName());
        var draft = Workbench.draft("brent", id.name());
        bench.datasets()
                .create(
                        steward,
                        new Dataset(
                                id,
                                "Spending",
                                "",
                                draft.classification(),
                                List.of(),
                                columns.stream()
                                        .map(name -> new Dataset.Column(name, "text", "", ""))
                                        .toList(),
                                false,
                                draft.createdAt(),
                                null));
        return id;
    }

    void upload(DatasetId id, byte[] bytes, String mediaType) {
        bench.datasets()
                .upload(
                        steward,
                        id,
                        new Upload(new ByteArrayInputStream(bytes), mediaType, null, null, null));
    }

    AgreementRef agreed(DatasetId id, ColumnScope columns) {
        return agreed(new Terms.Scope(id, columns));
    }

    AgreementRef agreed(Terms.Scope scope) {
        var agreements = platform.bean(Agreements.class);
        var reference =
                agreements.draft(People.lead("brent"), terms(scope)).value().head().reference();
        agreements.propose(People.lead("brent"), reference, null);
        agreements.approve(People.lead("gla"), reference, "agreed", null);
        return reference;
    }

    static Terms terms(Terms.Scope scope) {
        return terms(
                List.of(
                        new Terms.Party(BRENT, "independent_controller", true, false),
                        new Terms.Party(GLA, "independent_controller", false, true)),
                scope);
    }

    static Terms terms(List<Terms.Party> parties, Terms.Scope scope) {
        var now = Instant.now();
        return new Terms(
                "Spending for city-wide analysis",
                parties,
                List.of(scope),
                List.of(new Terms.Purpose(PURPOSE, "Compare what boroughs spend")),
                Set.of(PermittedAction.READ),
                new Terms.LawfulBasis("6(1)(e)", null, null, List.of("Localism Act 2011 s.1")),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(300)),
                now.plus(Duration.ofDays(200)),
                Particulars.NONE);
    }

    Grant granted(DatasetId id, AgreementRef reference) {
        var requests = platform.bean(AccessRequests.class);
        var until = Instant.now().plus(Duration.ofDays(30));
        var asked =
                requests.ask(
                        officer,
                        new AccessRequests.Ask(
                                id,
                                reference,
                                PURPOSE,
                                Set.of(PermittedAction.READ),
                                until,
                                "For the comparison of spending"));
        return requests.grant(
                        People.lead("brent"), asked.value().asked().id(), until, null, "granted")
                .value();
    }

    byte[] read(DatasetId id, AgreementRef reference) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var opened =
                bench.datasets().open(officer, new Reading(id, null, reference, PURPOSE))) {
            opened.transferTo(out);
        }
        return out.toByteArray();
    }
}
