package city.datastore.agreements.reviews;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.access.requests.GivenGrant;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Terms;
import city.datastore.agreements.reviews.Findings.OfAgency;
import city.datastore.agreements.reviews.Findings.OfDataset;
import city.datastore.agreements.reviews.Findings.OfPurpose;
import city.datastore.agreements.reviews.Proposal.Reason;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.use.UseOfAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays what was used beside what was promised, and says what follows. Pure. */
public final class Comparison {
    /** In fewer days nothing that was not used says anything. */
    static final int TOO_SOON_DAYS = 30;

    /** Fewer reads than these in half a year are hardly any. */
    static final int HARDLY_READS = 5;

    static final int HALF_A_YEAR_DAYS = 180;

    private final Offered agreement;
    private final Terms terms;
    private final Period period;
    private final UseOfAgreement use;
    private final List<GivenGrant> grants;
    private final Function<DatasetId, List<String>> declared;

    /**
     * @param grants that were in force at some time of the period
     * @param declared the names of the columns that a dataset has, empty where nobody said
     */
    public Comparison(
            Offered agreement,
            Period period,
            UseOfAgreement use,
            List<GivenGrant> grants,
            Function<DatasetId, List<String>> declared) {
        this.agreement = agreement;
        this.terms = agreement.head().terms();
        this.period = period;
        this.use = use;
        this.grants = grants;
        this.declared = declared;
    }

    public Findings findings() {
        List<OfDataset> datasets = datasets();
        List<OfPurpose> purposes =
                terms.purposes().stream()
                        .map(each ->
                                new OfPurpose(
                                        each.code(),
                                        each.text(),
                                        use.purposes().getOrDefault(each.code(), 0L)))
                        .toList();
        List<OfAgency> agencies = agencies();
        return new Findings(
                period,
                datasets,
                purposes,
                agencies,
                use.refused(),
                use.complete(),
                proposal(datasets, purposes, agencies));
    }

    private List<OfDataset> datasets() {
        Map<DatasetId, ColumnScope> promised = new TreeMap<>();
        terms.datasets().forEach(each -> promised.put(each.dataset(), each.columns()));
        return Stream.concat(
                        terms.datasets().stream().map(Terms.Scope::dataset),
                        use.datasets().keySet().stream()
                                .filter(each -> !promised.containsKey(each)))
                .map(each ->
                        dataset(each, promised.getOrDefault(each, ColumnScope.only(List.of()))))
                .toList();
    }

    private OfDataset dataset(DatasetId dataset, ColumnScope promised) {
        var read = use.datasets().get(dataset);
        List<GivenGrant> given =
                grants.stream().filter(each -> each.dataset().equals(dataset)).toList();
        boolean whole = read != null && read.whole();
        Set<String> released =
                read == null
                        ? Set.of()
                        : read.columns().stream().map(ColumnName::tidy).collect(Collectors.toSet());
        return new OfDataset(
                dataset,
                promised,
                terms.parties().stream()
                        .filter(Terms.Party::receives)
                        .map(Terms.Party::agency)
                        .filter(each -> !each.equals(dataset.agency()))
                        .filter(agreement::hasSigned)
                        .toList(),
                read == null ? List.of() : read.by(),
                read == null ? new TreeSet<>() : read.versions(),
                read == null || whole ? new TreeSet<>() : read.columns(),
                whole,
                whole
                        ? List.of()
                        : known(dataset, promised).stream()
                                .filter(each -> !released.contains(ColumnName.tidy(each)))
                                .toList(),
                given.size(),
                (int) given.stream().filter(each -> !use.grants().contains(each.id())).count());
    }

    /** The columns by their names in the terms; of a dataset promised whole as terms write them. */
    private List<String> known(DatasetId dataset, ColumnScope promised) {
        return switch (promised) {
            case ColumnScope.Only(var names) -> List.copyOf(names);
            case ColumnScope.All _ ->
                    declared.apply(dataset).stream()
                            .map(ColumnName::tidy)
                            .filter(each -> !each.isEmpty())
                            .distinct()
                            .toList();
        };
    }

    private List<OfAgency> agencies() {
        return terms.parties().stream()
                .filter(Terms.Party::receives)
                .map(Terms.Party::agency)
                .filter(agreement::hasSigned)
                .filter(each ->
                        terms.datasets().stream()
                                .anyMatch(scope -> !scope.dataset().agency().equals(each)))
                .map(each ->
                        new OfAgency(
                                each,
                                use.datasets().values().stream()
                                        .flatMap(dataset -> dataset.by().stream())
                                        .filter(by -> by.agency().equals(each))
                                        .mapToLong(UseOfAgreement.ByAgency::reads)
                                        .sum(),
                                use.people().getOrDefault(each, 0L)))
                .toList();
    }

    private Proposal proposal(
            List<OfDataset> datasets, List<OfPurpose> purposes, List<OfAgency> agencies) {
        long reads = use.reads();
        if (period.days() < TOO_SOON_DAYS) {
            return plain(ReviewOutcome.RENEWED, Reason.of("too-soon", period.days()));
        }
        if (reads == 0) {
            return plain(ReviewOutcome.ENDED, Reason.of("nothing-read", period.days()));
        }
        if (reads < HARDLY_READS && period.days() >= HALF_A_YEAR_DAYS) {
            return plain(ReviewOutcome.ENDED, Reason.of("hardly-read", reads));
        }
        return narrower(datasets, purposes, agencies);
    }

    private static Proposal plain(ReviewOutcome outcome, Reason reason) {
        return new Proposal(outcome, List.of(reason), Narrowing.NONE);
    }

    private Proposal narrower(
            List<OfDataset> datasets, List<OfPurpose> purposes, List<OfAgency> agencies) {
        var reasons = new ArrayList<Reason>();
        var unread = new TreeSet<DatasetId>();
        var columns = new TreeMap<DatasetId, ColumnScope>();
        for (OfDataset each : datasets) {
            boolean gone = each.promised().equals(ColumnScope.only(List.of()));
            if (!gone && each.reads() == 0) {
                unread.add(each.dataset());
                reasons.add(Reason.of("dataset-never-read", each.dataset()));
            } else if (!gone && !each.neverRead().isEmpty()) {
                var stays = new TreeSet<>(known(each.dataset(), each.promised()));
                each.neverRead().forEach(stays::remove);
                if (!stays.isEmpty()) {
                    columns.put(each.dataset(), ColumnScope.only(stays));
                    reasons.add(
                            new Reason(
                                    "columns-never-read",
                                    each.dataset().toString(),
                                    each.neverRead()));
                }
            }
        }
        var idle = new TreeSet<PurposeCode>();
        purposes.stream().filter(each -> each.reads() == 0).forEach(each -> idle.add(each.code()));
        if (idle.size() == purposes.size()) {
            idle.clear(); // what was read was read for purposes of an earlier version
        }
        idle.forEach(each -> reasons.add(Reason.of("purpose-never-used", each)));
        var quiet = new TreeSet<AgencyCode>();
        agencies.stream()
                .filter(each -> each.reads() == 0)
                .forEach(each -> quiet.add(each.agency()));
        if (quiet.size() == agencies.size()) {
            quiet.clear();
        }
        quiet.forEach(each -> reasons.add(Reason.of("agency-never-read", each)));
        return reasons.isEmpty() || unread.size() == terms.datasets().size()
                ? plain(ReviewOutcome.RENEWED, Reason.of("used-as-promised", use.reads()))
                : new Proposal(
                        ReviewOutcome.NARROWED,
                        reasons,
                        new Narrowing(unread, columns, idle, quiet));
    }
}
