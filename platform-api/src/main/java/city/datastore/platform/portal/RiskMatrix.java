package city.datastore.platform.portal;

import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.Vocabulary;
import city.datastore.agreements.dpia.Dpia.Risk;
import city.datastore.agreements.dpia.DpiaReview;
import city.datastore.agreements.dpia.Matrix.Cell;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The risks of an assessment placed in its matrix: a row for each likelihood, the likeliest first.
 *
 * @param gone numbers of the risks that are in no cell any more
 */
record RiskMatrix(List<String> severities, List<Row> rows, List<Integer> gone) {
    /** One likelihood. */
    record Row(String likelihood, List<Place> places) {}

    /**
     * One cell.
     *
     * @param level its code, which gives its colour
     * @param risks numbers from 1
     */
    record Place(String level, String title, List<Integer> risks) {}

    /** Before anything is done about them. */
    static RiskMatrix before(List<Risk> risks, DpiaReview review, Vocabularies vocabularies) {
        return of(
                risks,
                risk -> Optional.of(new Cell(risk.likelihood(), risk.severity())),
                review,
                vocabularies);
    }

    /** With what is done about them. */
    static RiskMatrix after(List<Risk> risks, DpiaReview review, Vocabularies vocabularies) {
        return of(risks, review::remains, review, vocabularies);
    }

    private static RiskMatrix of(
            List<Risk> risks,
            Function<Risk, Optional<Cell>> placing,
            DpiaReview review,
            Vocabularies vocabularies) {
        var severities = vocabularies.list("dpia-severity").entries();
        var levels = vocabularies.list("dpia-level");
        var rows =
                vocabularies.list("dpia-likelihood").entries().reversed().stream()
                        .map(likelihood ->
                                new Row(
                                        likelihood.title(),
                                        severities.stream()
                                                .map(severity ->
                                                        place(
                                                                new Cell(
                                                                        likelihood.code(),
                                                                        severity.code()),
                                                                risks,
                                                                placing,
                                                                review,
                                                                levels))
                                                .toList()))
                        .toList();
        return new RiskMatrix(
                severities.stream().map(Vocabulary.Entry::title).toList(),
                rows,
                numbers(risks, risk -> placing.apply(risk).isEmpty()));
    }

    private static Place place(
            Cell cell,
            List<Risk> risks,
            Function<Risk, Optional<Cell>> placing,
            DpiaReview review,
            Vocabulary levels) {
        String level = review.method().matrix().level(cell.likelihood(), cell.severity());
        return new Place(
                level,
                levels.title(level),
                numbers(risks, risk -> placing.apply(risk).filter(cell::equals).isPresent()));
    }

    private static List<Integer> numbers(List<Risk> risks, Function<Risk, Boolean> chosen) {
        return IntStream.range(0, risks.size())
                .filter(at -> chosen.apply(risks.get(at)))
                .mapToObj(at -> at + 1)
                .toList();
    }
}
