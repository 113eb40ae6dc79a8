package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Place.OfPurpose;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PurposeCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which places an agreement has that questions can be about. */
public final class Places {
    private final Set<AgencyCode> parties = new HashSet<>();
    private final Set<PurposeCode> purposes = new HashSet<>();
    private final Map<DatasetId, ColumnScope> datasets = new HashMap<>();

    private Places(Terms terms) {
        terms.parties().forEach(each -> parties.add(each.agency()));
        terms.purposes().forEach(each -> purposes.add(each.code()));
        terms.datasets().forEach(each -> datasets.put(each.dataset(), each.columns()));
    }

    public static Places of(Terms terms) {
        return new Places(terms);
    }

    /** Whether the agreement has it; a dataset of which all columns are shared has any column. */
    public boolean has(Place place) {
        return switch (place) {
            case Place.OfAgreement _ -> true;
            case OfParty(var party) -> parties.contains(party);
            case OfPurpose(var purpose) -> purposes.contains(purpose);
            case OfDataset(var dataset) -> datasets.containsKey(dataset);
            case OfColumn(var dataset, var column) ->
                    switch (datasets.get(dataset)) {
                        case ColumnScope.Only(var names) -> names.contains(column);
                        case ColumnScope.All _ -> true;
                        case null -> false;
                    };
            case OfBasis(var party, var purpose) ->
                    purposes.contains(purpose) && (party == null || parties.contains(party));
        };
    }

    /** The answers about places that the agreement still has. */
    public Particulars keep(Particulars particulars) {
        var kept = new TreeMap<>(particulars.answers());
        kept.keySet().removeIf(place -> !has(place));
        return new Particulars(particulars.extent(), kept);
    }

    /**
     * Every place that questions are asked about, in the order of the terms. The law is asked once
     * for each purpose, and again for a party that answers for itself.
     */
    public static List<Place> asked(Terms terms) {
        var all = new ArrayList<Place>();
        all.add(Place.agreement());
        terms.parties().forEach(each -> all.add(new OfParty(each.agency())));
        terms.purposes().forEach(each -> all.add(new OfPurpose(each.code())));
        for (Terms.Scope scope : terms.datasets()) {
            all.add(new OfDataset(scope.dataset()));
            columns(terms, scope).forEach(each -> all.add(new OfColumn(scope.dataset(), each)));
        }
        for (Terms.Purpose purpose : terms.purposes()) {
            all.add(new OfBasis(null, purpose.code()));
            for (Terms.Party party : terms.parties()) {
                var own = new OfBasis(party.agency(), purpose.code());
                if (!terms.particulars().at(own).isEmpty()) {
                    all.add(own);
                }
            }
        }
        return all;
    }

    /** The columns that are asked about: those named, or those known of a dataset shared whole. */
    static List<String> columns(Terms terms, Terms.Scope scope) {
        return switch (scope.columns()) {
            case ColumnScope.Only(var names) -> List.copyOf(names);
            case ColumnScope.All _ ->
                    terms.particulars().answers().keySet().stream()
                            .filter(place ->
                                    place instanceof OfColumn(var dataset, _)
                                            && dataset.equals(scope.dataset()))
                            .map(place -> ((OfColumn) place).column())
                            .toList();
        };
    }
}
