package city.datastore.agreements.dpia;

import city.datastore.agreements.Marks;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.Vocabulary;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.DatasetId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every mark that the fields of an agreement leave, with the field that leaves it. */
final class Signs {
    /** More than one party provides data. */
    static final String SEVERAL_SOURCES = "several-sources";

    /** Linking is among the actions. */
    static final String LINKS = "links";

    /** Most fields that are named for one mark in one dataset. */
    private static final int MAX_OF_A_MARK = 10;

    private static final String LINK = "link";

    private final Terms terms;
    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;
    private final List<Sign> all = new ArrayList<>();
    private final Map<DatasetId, Map<String, List<Sign>>> byDataset = new LinkedHashMap<>();

    private Signs(Terms terms, Vocabularies vocabularies, Questionnaire questionnaire) {
        this.terms = terms;
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
    }

    static Signs of(Terms terms, Vocabularies vocabularies, Questionnaire questionnaire) {
        var signs = new Signs(terms, vocabularies, questionnaire);
        terms.particulars()
                .answers()
                .forEach((place, answers) ->
                        answers.forEach((id, answer) -> signs.answered(place, id, answer)));
        signs.frame();
        signs.unsaid();
        signs.group();
        return signs;
    }

    /** Whether people are in the data, or nobody has said that they are not. */
    boolean personal() {
        return all.stream().anyMatch(sign -> sign.mark().equals(Marks.PERSONAL));
    }

    /** The marks of all of them. */
    Set<String> marks() {
        return all.stream().map(Sign::mark).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The signs by which the condition holds, empty where it does not: its marks have to come
     * together in one dataset, or in the agreement as a whole.
     */
    List<Sign> proving(Condition condition) {
        var proof = new ArrayList<Sign>();
        for (Map<String, List<Sign>> here : byDataset.values()) {
            condition.ways().stream()
                    .filter(way -> here.keySet().containsAll(way))
                    .findFirst()
                    .ifPresent(way ->
                            way.forEach(mark ->
                                    here.getOrDefault(mark, List.of()).stream()
                                            .limit(MAX_OF_A_MARK)
                                            .forEach(proof::add)));
        }
        return proof.stream().distinct().toList();
    }

    private void answered(Place place, String id, Answer answer) {
        var question = questionnaire.find(place.about(), id);
        if (question.isEmpty()) {
            return;
        }
        String field = "particulars." + place + "." + id;
        String name = question.get().vocabulary();
        if (place instanceof Place.OfAgreement) {
            add(place + "." + id, field, question.get().title() + " " + answer.text(), null);
        }
        if (name == null) {
            return;
        }
        Vocabulary list = vocabularies.list(name);
        for (String value : answer.values()) {
            String text = where(place, question.get().title()) + ": " + list.title(value);
            list.marks(value).forEach(mark -> add(mark, field, text, dataset(place)));
        }
    }

    /** What follows from the parties and the actions. */
    private void frame() {
        var providers =
                terms.parties().stream()
                        .filter(Terms.Party::provides)
                        .map(party -> party.agency().value())
                        .toList();
        if (providers.size() > 1) {
            String text = "data comes from " + String.join(", ", providers);
            add(SEVERAL_SOURCES, "parties", text, null);
        }
        if (terms.actions().stream().anyMatch(action -> action.value().equals(LINK))) {
            add(LINKS, "actions", "linking is allowed", null);
        }
    }

    /** While nobody has said what a column holds, it is taken for personal. */
    private void unsaid() {
        var marks = new Marks(terms, vocabularies, questionnaire);
        var datasets = terms.datasets();
        for (int i = 0; i < datasets.size(); i++) {
            DatasetId dataset = datasets.get(i).dataset();
            if (marks.at(new OfDataset(dataset)).contains(Marks.UNSAID)) {
                add(
                        Marks.PERSONAL,
                        "datasets[" + i + "].columns",
                        "nobody has said what every column of " + dataset + " holds",
                        dataset);
            }
        }
    }

    private void group() {
        terms.datasets().forEach(each -> byDataset.put(each.dataset(), new LinkedHashMap<>()));
        for (Sign sign : all) {
            var datasets = new HashSet<>(byDataset.keySet());
            if (sign.dataset() != null) {
                datasets.retainAll(Set.of(sign.dataset()));
            }
            datasets.forEach(dataset ->
                    byDataset
                            .getOrDefault(dataset, new LinkedHashMap<>())
                            .computeIfAbsent(sign.mark(), _ -> new ArrayList<>())
                            .add(sign));
        }
    }

    private void add(String mark, String field, String text, @Nullable DatasetId dataset) {
        all.add(new Sign(mark, field, text, dataset));
    }

    private static @Nullable DatasetId dataset(Place place) {
        return switch (place) {
            case OfDataset(var dataset) -> dataset;
            case OfColumn(var dataset, _) -> dataset;
            default -> null;
        };
    }

    private static String where(Place place, String question) {
        return switch (place) {
            case OfColumn(var dataset, var column) -> "column " + column + " of " + dataset;
            case OfDataset(var dataset) -> dataset.toString();
            case Place.OfParty(var party) -> "party " + party;
            case Place.OfPurpose(var purpose) -> "purpose " + purpose;
            default -> question;
        };
    }
}
