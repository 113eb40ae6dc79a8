package city.datastore.agreements.templates;

import city.datastore.access.policy.ColumnName;
import city.datastore.access.policy.RowCondition;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Places;
import city.datastore.agreements.TemplateRef;
import city.datastore.agreements.Terms;
import city.datastore.agreements.TermsReview;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.templates.Slot.OfField;
import city.datastore.agreements.templates.Slot.OfQuestion;
import city.datastore.audit.names.AgencyCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * One version of a template; never changed once it is published.
 *
 * @param owner the agency that publishes it
 * @param about what it is for, in a few sentences
 * @param published by whom and when
 */
public record Template(
        String id,
        int version,
        AgencyCode owner,
        String title,
        String about,
        List<Clause> clauses,
        Signature published) {

    public Template {
        clauses = List.copyOf(clauses);
    }

    /**
     * One clause of it: locked, or an open slot.
     *
     * @param says what a locked clause has to say, or what is suggested for an open slot; empty
     *     where nothing is
     * @param hint for whoever fills the slot, may be empty
     */
    public record Clause(Slot slot, boolean locked, List<String> says, String hint) {
        public Clause {
            says = List.copyOf(says);
        }
    }

    /** What agreements name it by. */
    public TemplateRef ref() {
        return new TemplateRef(id, version, locked().digest());
    }

    /**
     * A condition on rows, as a clause says it: the word of the test, and then the values.
     *
     * @param column its name may have stray white space in a template from before that was refused
     */
    public static RowCondition condition(String column, List<String> says) {
        return new RowCondition(
                ColumnName.tidy(column),
                RowCondition.Test.of(says.getFirst()).orElseThrow(),
                says.subList(1, says.size()));
    }

    public LockedClauses locked() {
        var says = new TreeMap<Slot, List<String>>();
        clauses.stream().filter(Clause::locked).forEach(each -> says.put(each.slot(), each.says()));
        return new LockedClauses(says);
    }

    /** What it says in a field: locked or suggested, else nothing. */
    public List<String> says(TextField field) {
        return clause(new OfField(field)).map(Clause::says).orElse(List.of());
    }

    public Optional<Clause> clause(Slot slot) {
        return clauses.stream().filter(each -> each.slot().equals(slot)).findFirst();
    }

    /**
     * The terms with what it locks filled in wherever nothing is answered, asked or not: whether a
     * question is asked changes with the data, what is locked does not.
     */
    Terms filled(Terms terms) {
        return answered(terms, locked().answers(), (_, _) -> true);
    }

    /** The same, and with what it suggests where a question is asked. */
    Terms begun(Terms terms, TermsReview review) {
        return answered(filled(terms), answers(), asked(terms, review));
    }

    /**
     * What an agreement would say that says nothing but what the template does: for a comparison.
     */
    public Terms alone(Terms terms, TermsReview review) {
        var fields = new TreeMap<TextField, List<String>>();
        for (TextField field : TextField.values()) {
            fields.put(field, says(field));
        }
        Terms said = TextField.said(terms, fields);
        Terms bare =
                new Terms(
                        said.title(),
                        List.of(),
                        List.of(),
                        said.purposes(),
                        said.actions(),
                        said.lawfulBasis(),
                        said.starts(),
                        said.ends(),
                        said.reviewDue(),
                        Particulars.NONE.ofExtent(said.particulars().extent()),
                        ref());
        Terms placed = terms.with(bare.particulars());
        Terms answered = answered(placed, locked().answers(), (_, _) -> true);
        answered = answered(answered, answers(), asked(terms, review));
        return bare.with(answered.particulars());
    }

    private static BiPredicate<Place, String> asked(Terms terms, TermsReview review) {
        var asked = review.asked(terms);
        return (place, id) ->
                asked.getOrDefault(place, List.of()).stream()
                        .anyMatch(each -> each.question().id().equals(id));
    }

    private Map<Slot, List<String>> answers() {
        var answers = new TreeMap<Slot, List<String>>();
        clauses.stream()
                .filter(each -> each.slot() instanceof OfQuestion && !each.says().isEmpty())
                .forEach(each -> answers.put(each.slot(), each.says()));
        return answers;
    }

    /** The terms with those answers wherever nothing is answered and the rule says so. */
    private static Terms answered(
            Terms terms, Map<Slot, List<String>> answers, BiPredicate<Place, String> where) {
        var all = new TreeMap<>(terms.particulars().answers());
        for (Place place : Places.asked(terms)) {
            var its = new TreeMap<>(terms.particulars().at(place));
            answers.forEach((slot, says) -> {
                if (slot instanceof OfQuestion(var about, var id)
                        && about == place.about()
                        && !its.containsKey(id)
                        && where.test(place, id)) {
                    its.put(id, new Answer(says));
                }
            });
            all.put(place, its);
        }
        return terms.with(new Particulars(terms.particulars().extent(), all));
    }
}
