package city.datastore.agreements.comments;

import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.Places;
import city.datastore.agreements.Terms;
import city.datastore.agreements.comments.Clause.OfAnswer;
import city.datastore.agreements.comments.Clause.OfField;
import city.datastore.agreements.comments.Clause.OfHeading;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The clauses that an agreement has. Pure. */
public final class Clauses {
    /** Longest path; longer ones are none. */
    static final int MAX_PATH = 600;

    private static final int NEAR = 6;
    private static final int SHOWN = 80;

    /** Most paths that are looked through for near ones. */
    private static final int MOST_LOOKED_AT = 5_000;

    private final Terms terms;
    private final Questionnaire questionnaire;

    public Clauses(Terms terms, Questionnaire questionnaire) {
        this.terms = terms;
        this.questionnaire = questionnaire;
    }

    /**
     * The clause of that path.
     *
     * @throws BadTerms if the agreement has none, naming those that are written alike
     */
    public Clause find(String path) {
        return Clause.parse(path.strip())
                .filter(each -> path.length() <= MAX_PATH && has(each))
                .orElseThrow(() -> new BadTerms(List.of(new Fault("clause", none(path)))));
    }

    public boolean has(Clause clause) {
        return switch (clause) {
            case OfField _ -> true;
            case OfHeading(var letter) -> questionnaire.groups().containsKey(letter);
            case OfAnswer(var place, var question) ->
                    Places.of(terms).has(place)
                            && questionnaire.find(place.about(), question).isPresent();
        };
    }

    private String none(String path) {
        String shown = path.replaceAll("\\p{Cntrl}", "?");
        return "there is no clause \""
                + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown)
                + "\"; near it are "
                + String.join(", ", near(path));
    }

    /** Those that share the longest beginning with the path. */
    private List<String> near(String path) {
        return all().limit(MOST_LOOKED_AT)
                .sorted(
                        Comparator.<String>comparingInt(each -> -common(each, path))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(NEAR)
                .toList();
    }

    private Stream<String> all() {
        return Stream.of(
                        Arrays.stream(Clause.Field.values()).map(Clause.Field::path),
                        questionnaire.groups().keySet().stream().map(String::valueOf),
                        Places.asked(terms).stream()
                                .flatMap(place ->
                                        questionnaire.about(place.about()).stream()
                                                .map(question ->
                                                        new OfAnswer(place, question.id())
                                                                .toString())))
                .flatMap(each -> each);
    }

    private static int common(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int at = 0;
        while (at < most && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
