package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.Protection;
import city.datastore.access.policy.RowCondition;
import city.datastore.access.policy.RowFilter;
import city.datastore.access.policy.Treatment;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Draft;
import city.datastore.agreements.Agreement.Head;
import city.datastore.agreements.Agreement.Proposed;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreement.Superseded;
import city.datastore.agreements.Agreement.Suspended;
import city.datastore.agreements.Agreement.Terminated;
import city.datastore.agreements.Terms.Party;
import city.datastore.agreements.Terms.Purpose;
import city.datastore.agreements.Terms.Scope;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds agreements for tests, with good terms unless told otherwise: Brent gives GLA two columns
 * of its spending, through December 2026 and all of 2027.
 */
public final class AnAgreement {
    public static final AgencyCode BRENT = new AgencyCode("brent");
    public static final AgencyCode CAMDEN = new AgencyCode("camden");
    public static final AgencyCode GLA = new AgencyCode("gla");
    public static final AgencyCode MPS = new AgencyCode("mps");
    public static final DatasetId SPEND = DatasetId.parse("brent/spend");
    public static final DatasetId HMO = DatasetId.parse("camden/hmo-licences");

    /** Amounts as pseudonyms, days masked, and rows of at least 500 only. */
    public static final Scope PROTECTED =
            new Scope(
                    SPEND,
                    ColumnScope.only(List.of("Amount", "Payment Date")),
                    new Protection(
                            Map.of(
                                    "Amount",
                                    Treatment.PSEUDONYMISED,
                                    "Payment Date",
                                    Treatment.MASKED),
                            new RowFilter(
                                    List.of(
                                            new RowCondition(
                                                    "Amount",
                                                    RowCondition.Test.AT_LEAST,
                                                    List.of("500"))))));

    /** The day the tests live on. */
    public static final Instant TODAY = Instant.parse("2026-11-21T10:00:00Z");

    public static final Instant STARTS = Instant.parse("2026-12-01T00:00:00Z");
    public static final Instant ENDS = Instant.parse("2028-01-01T00:00:00Z");
    public static final Instant REVIEW = Instant.parse("2027-06-01T00:00:00Z");

    private AgreementRef reference = new AgreementRef("DSA-2026-0001");
    private String title = "Brent spending for city-wide analysis";
    private List<Party> parties =
            List.of(
                    new Party(BRENT, "independent_controller", true, false),
                    new Party(GLA, "independent_controller", false, true));
    private List<Scope> datasets =
            List.of(new Scope(SPEND, ColumnScope.only(List.of("Amount", "Payment Date"))));
    private List<Purpose> purposes =
            List.of(new Purpose(new PurposeCode("spend-analysis"), "Compare what boroughs spend"));
    private Set<PermittedAction> actions = Set.of(PermittedAction.READ);
    private String article6 = "6(1)(e)";
    private @Nullable String article9;
    private @Nullable String schedule1;
    private List<String> gateways = List.of("Localism Act 2011 s.1");
    private Instant starts = STARTS;
    private Instant ends = ENDS;
    private Instant reviewDue = REVIEW;

    public static AnAgreement anAgreement() {
        return new AnAgreement();
    }

    public AnAgreement called(String reference) {
        this.reference = new AgreementRef(reference);
        return this;
    }

    public AnAgreement titled(String title) {
        this.title = title;
        return this;
    }

    public AnAgreement between(Party... parties) {
        this.parties = List.of(parties);
        return this;
    }

    /** The first provides and the others receive. */
    public AnAgreement between(AgencyCode provider, AgencyCode... receivers) {
        var all = new ArrayList<Party>();
        all.add(new Party(provider, "independent_controller", true, false));
        for (AgencyCode receiver : receivers) {
            all.add(new Party(receiver, "independent_controller", false, true));
        }
        this.parties = List.copyOf(all);
        return this;
    }

    public AnAgreement on(Scope... datasets) {
        this.datasets = List.of(datasets);
        return this;
    }

    public AnAgreement forPurposes(Purpose... purposes) {
        this.purposes = List.of(purposes);
        return this;
    }

    public AnAgreement allowing(Set<PermittedAction> actions) {
        this.actions = actions;
        return this;
    }

    public AnAgreement under(String article6, @Nullable String article9) {
        this.article6 = article6;
        this.article9 = article9;
        return this;
    }

    public AnAgreement byLaw(@Nullable String schedule1, List<String> gateways) {
        this.schedule1 = schedule1;
        this.gateways = gateways;
        return this;
    }

    public AnAgreement from(String starts, String ends) {
        return from(Instant.parse(starts), Instant.parse(ends));
    }

    public AnAgreement from(Instant starts, Instant ends) {
        this.starts = starts;
        this.ends = ends;
        this.reviewDue = ends;
        return this;
    }

    public AnAgreement reviewedBy(Instant reviewDue) {
        this.reviewDue = reviewDue;
        return this;
    }

    public Terms terms() {
        return new Terms(
                title,
                parties,
                datasets,
                purposes,
                actions,
                new Terms.LawfulBasis(article6, article9, schedule1, gateways),
                starts,
                ends,
                reviewDue,
                Particulars.NONE);
    }

    public Draft draft() {
        return new Draft(new Head(reference, 1, 1, terms(), parties.getFirst().agency()));
    }

    /** Proposed by its first party. */
    public Proposed proposed() {
        return draft().propose(by(parties.getFirst().agency()), Set.of());
    }

    /** Approved by all. */
    public Active active() {
        return (Active)
                new Move.Approve(by(parties.getLast().agency())).on(approvedByAllButTheLast());
    }

    /** Approved by all but its last party. */
    public Agreement approvedByAllButTheLast() {
        Agreement agreement = proposed();
        for (Party party : parties.subList(1, parties.size() - 1)) {
            agreement = new Move.Approve(by(party.agency())).on(agreement);
        }
        return agreement;
    }

    /** Suspended by its first party. */
    public Suspended suspended() {
        return active().suspend(by(parties.getFirst().agency(), TODAY, "a breach"));
    }

    /** Terminated by its first party. */
    public Terminated terminated() {
        return active().terminate(by(parties.getFirst().agency(), TODAY, "no longer needed"));
    }

    /** Superseded by DSA-2026-0009, as its first party said. */
    public Superseded superseded() {
        return active().supersede(
                        by(parties.getFirst().agency(), TODAY, "there is a better one"),
                        new AgreementRef("DSA-2026-0009"));
    }

    public Agreement expired() {
        return active().asOf(ends);
    }

    /** The mark of that agency's lead, made today. */
    public static Signature by(AgencyCode agency) {
        return by(agency, TODAY, "");
    }

    public static Signature by(AgencyCode agency, Instant at, String comment) {
        return new Signature(
                agency, new PersonId("person-of-" + agency), agency + ".ig", at, comment);
    }
}
