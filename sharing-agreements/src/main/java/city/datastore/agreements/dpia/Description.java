package city.datastore.agreements.dpia;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Places;
import city.datastore.agreements.Terms;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.dpia.Method.Shown;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Place.OfPurpose;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an assessment shows of its agreement, so that nobody writes it twice. */
public final class Description {
    /** Most lines of one step. */
    public static final int MAX_LINES = 500;

    private static final int PROCESSING = 2;
    private static final int NECESSITY = 4;

    private final Method method;
    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;

    /**
     * @param questionnaire what an agreement is asked
     */
    public Description(Method method, Vocabularies vocabularies, Questionnaire questionnaire) {
        this.method = method;
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
    }

    /**
     * One line.
     *
     * @param place that the agreement says it about
     * @param field path in the agreement
     */
    public record Line(String heading, Place place, String title, String answer, String field) {}

    /** The lines of a step, in the order of the method; {@value #MAX_LINES} at most. */
    public List<Line> of(Terms terms, int step) {
        var lines = new ArrayList<Line>();
        if (step == PROCESSING) {
            processing(terms, lines);
        } else if (step == NECESSITY) {
            law(terms, lines);
        }
        List<Place> places = Places.asked(terms);
        for (Shown shown : method.descriptions()) {
            if (shown.step() == step) {
                questionnaire
                        .find(shown.about(), shown.question())
                        .ifPresent(question -> answers(terms, places, shown, question, lines));
            }
        }
        // lines of one heading stand together, headings in the order in which they first come
        var headings = lines.stream().map(Line::heading).distinct().toList();
        return headings.stream()
                .flatMap(heading -> lines.stream().filter(line -> line.heading().equals(heading)))
                .limit(MAX_LINES)
                .toList();
    }

    private void answers(
            Terms terms, List<Place> places, Shown shown, Question question, List<Line> lines) {
        for (Place place : places) {
            if (place.about() == shown.about()) {
                terms.particulars()
                        .at(place, question.id())
                        .ifPresent(answer ->
                                lines.add(
                                        new Line(
                                                shown.heading(),
                                                place,
                                                question.title(),
                                                inWords(question, answer),
                                                "particulars." + place + "." + question.id())));
            }
        }
    }

    private static void processing(Terms terms, List<Line> lines) {
        for (int i = 0; i < terms.parties().size(); i++) {
            var party = terms.parties().get(i);
            String does =
                    party.provides() && party.receives()
                            ? "It gives and receives data"
                            : party.provides() ? "It gives data" : "It receives data";
            lines.add(
                    new Line(
                            "Nature",
                            new OfParty(party.agency()),
                            "What does it do?",
                            does,
                            "parties[" + i + "]"));
        }
        for (int i = 0; i < terms.datasets().size(); i++) {
            var scope = terms.datasets().get(i);
            String columns =
                    switch (scope.columns()) {
                        case ColumnScope.All _ -> "Every column";
                        case ColumnScope.Only(var names) -> String.join(", ", names);
                    };
            String done = scope.protection().words();
            lines.add(
                    new Line(
                            "Scope",
                            new OfDataset(scope.dataset()),
                            "Which columns are shared?",
                            done.isEmpty() ? columns : columns + ". " + done,
                            "datasets[" + i + "].columns"));
        }
        for (int i = 0; i < terms.purposes().size(); i++) {
            var purpose = terms.purposes().get(i);
            lines.add(
                    new Line(
                            "Purposes",
                            new OfPurpose(purpose.code()),
                            "What is the data for?",
                            purpose.text(),
                            "purposes[" + i + "].text"));
        }
    }

    private void law(Terms terms, List<Line> lines) {
        var basis = terms.lawfulBasis();
        lines.add(
                lawful(
                        "Which lawful basis does it rest on?",
                        titled("article-6", basis.article6()),
                        "article6"));
        if (basis.article9() != null) {
            lines.add(
                    lawful(
                            "Under which condition is special category data processed?",
                            titled("article-9", basis.article9()),
                            "article9"));
        }
        if (basis.schedule1() != null) {
            lines.add(
                    lawful(
                            "Which condition of Schedule 1 to the Data Protection Act 2018?",
                            titled("schedule-1", basis.schedule1()),
                            "schedule1"));
        }
        if (!basis.gateways().isEmpty()) {
            lines.add(
                    lawful(
                            "Which statutory gateways?",
                            String.join("; ", basis.gateways()),
                            "gateways"));
        }
    }

    private static Line lawful(String title, String answer, String field) {
        return new Line("The law", Place.agreement(), title, answer, "lawfulBasis." + field);
    }

    private String titled(String list, String code) {
        String title = vocabularies.list(list).title(code);
        return title.equals(code) ? code : code + " " + title;
    }

    private String inWords(Question question, Answer answer) {
        String list = question.vocabulary();
        return answer.values().stream()
                .map(value -> list == null ? value : vocabularies.list(list).title(value))
                .collect(Collectors.joining(", "));
    }
}
