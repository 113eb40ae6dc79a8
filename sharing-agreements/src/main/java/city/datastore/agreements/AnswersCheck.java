package city.datastore.agreements;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.Map;
import java.util.TreeMap;

/** The rules that the answers in terms have to keep before anybody stores them. */
final class AnswersCheck {
    static final int MAX_ANSWERS = 50_000;

    private static final String CATEGORY = "category";

    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;
    private final AnswerRules rules;

    AnswersCheck(Vocabularies vocabularies, Questionnaire questionnaire) {
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
        this.rules = new AnswerRules(vocabularies);
    }

    /**
     * The same answers in their stored spelling, and what the platform knows of the columns.
     *
     * @param known to whoever writes them down
     */
    Particulars check(Terms terms, KnownDatasets known, Faults faults) {
        Particulars given = terms.particulars();
        if (!faults.count("particulars", given.size(), 0, MAX_ANSWERS, "answer", "answers")) {
            return given;
        }
        var places = Places.of(terms);
        var checked = new TreeMap<Place, Map<String, Answer>>();
        given.answers()
                .forEach((place, answers) -> {
                    String path = "particulars." + place;
                    if (!places.has(place)) {
                        faults.add(
                                path,
                                "the agreement has no "
                                        + place
                                        + "; add it first, or leave this out");
                        return;
                    }
                    var its = new TreeMap<String, Answer>();
                    answers.forEach((id, answer) -> {
                        var question = questionnaire.find(place.about(), id);
                        if (question.isEmpty()) {
                            faults.add(
                                    path + "." + id,
                                    "there is no question " + PlainText.shown(id) + " here");
                        } else {
                            its.put(
                                    id,
                                    rules.check(question.get(), path + "." + id, answer, faults));
                        }
                    });
                    checked.put(place, its);
                });
        terms.datasets().forEach(scope -> fillCategories(scope, known, checked));
        return Particulars.of(given.extent(), checked);
    }

    /** What the owner said of a column when it published the dataset need not be said again. */
    private void fillCategories(
            Terms.Scope scope, KnownDatasets known, Map<Place, Map<String, Answer>> answers) {
        Vocabulary list = vocabularies.list("data-category");
        shared(scope.columns(), known.categories(scope.dataset()))
                .forEach((column, written) -> {
                    if (!column.isEmpty()) {
                        list.code(written)
                                .ifPresent(code ->
                                        answers.computeIfAbsent(
                                                        new OfColumn(scope.dataset(), column),
                                                        _ -> new TreeMap<>())
                                                .putIfAbsent(CATEGORY, Answer.of(code)));
                    }
                });
    }

    /**
     * What was declared of the columns that are shared, by their names in the terms: a tidy name
     * means the column that is declared with stray white space, unless one is declared just so.
     */
    private static Map<String, String> shared(ColumnScope columns, Map<String, String> declared) {
        return switch (columns) {
            case ColumnScope.All _ -> declared;
            case ColumnScope.Only(var names) -> {
                var named = new TreeMap<String, String>();
                declared.forEach(
                        (column, written) -> named.putIfAbsent(ColumnName.tidy(column), written));
                named.putAll(declared);
                named.keySet().retainAll(names);
                yield named;
            }
        };
    }
}
