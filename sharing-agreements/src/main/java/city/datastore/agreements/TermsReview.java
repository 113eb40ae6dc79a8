package city.datastore.agreements;

import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Extent;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads terms as a colleague would: what is still missing before they can be proposed, and what a
 * reader should be warned of. Pure.
 *
 * <p>The law is that of UK GDPR Articles 6, 9 and 10 and the Data Protection Act 2018, sections 10
 * and 11 and Schedule 1, as they stand in 2026.
 */
public final class TermsReview {
    /** Most findings of one kind that are reported. */
    public static final int MAX_FINDINGS = 500;

    /** What to say of a basis, by its mark. */
    private static final Map<String, String> REASONS =
            Map.of(
                    "consent",
                    "consent has to be freely given and can be withdrawn at any time; a public"
                            + " authority that has a task should rely on public task, 6(1)(e)",
                    "legitimate",
                    "public authorities cannot rely on legitimate interests when they perform their"
                            + " tasks (UK GDPR Article 6(1)); rely on public task, 6(1)(e)",
                    "recognised",
                    "a public authority should rely on public task for its official functions; a"
                            + " recognised legitimate interest cannot be the only basis of an"
                            + " automated decision");

    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;

    public TermsReview(Vocabularies vocabularies, Questionnaire questionnaire) {
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
    }

    /**
     * What was found, each with the path of the field or of the answer, such as {@code
     * particulars.party/brent.siro}.
     *
     * @param unlawful what the law demands and is not there
     * @param unanswered what a full agreement has to answer and does not
     * @param warnings what keeps nobody from proposing, but should be read before signing
     */
    public record Findings(List<Fault> unlawful, List<Fault> unanswered, List<Fault> warnings) {
        public Findings {
            unlawful = unlawful.stream().limit(MAX_FINDINGS).toList();
            unanswered = unanswered.stream().limit(MAX_FINDINGS).toList();
            warnings = warnings.stream().limit(MAX_FINDINGS).toList();
        }

        /** Everything that keeps the terms from being proposed. */
        public List<Fault> missing() {
            return Stream.concat(unlawful.stream(), unanswered.stream()).toList();
        }
    }

    /** A question that applies at a place, and its answer if there is one. */
    public record Asked(Place place, Question question, @Nullable Answer answer) {
        /** Whether a full agreement cannot be proposed without an answer. */
        public boolean isMissing() {
            return question.needed() && answer == null;
        }
    }

    public Findings review(Terms terms) {
        var marks = new Marks(terms, vocabularies, questionnaire);
        List<Fault> unanswered =
                terms.particulars().extent() == Extent.CONDENSED
                        ? List.of()
                        : asked(terms).values().stream()
                                .flatMap(List::stream)
                                .filter(Asked::isMissing)
                                .map(TermsReview::unanswered)
                                .toList();
        return new Findings(
                law(terms, marks).stream().distinct().toList(), unanswered, warnings(terms, marks));
    }

    /** The questions that apply, in order, by place in the order of the terms. */
    public SequencedMap<Place, List<Asked>> asked(Terms terms) {
        var marks = new Marks(terms, vocabularies, questionnaire);
        var all = new LinkedHashMap<Place, List<Asked>>();
        Places.asked(terms).forEach(place -> all.put(place, asked(terms, marks, place)));
        return all;
    }

    /** The questions that apply at a place, in order. */
    public List<Asked> asked(Terms terms, Place place) {
        return asked(terms, new Marks(terms, vocabularies, questionnaire), place);
    }

    private List<Asked> asked(Terms terms, Marks marks, Place place) {
        Set<String> here = marks.at(place);
        var asked = new ArrayList<Asked>();
        for (Question question : questionnaire.about(place.about())) {
            if (question.isAsked(here)) {
                var answer = terms.particulars().at(place, question.id());
                if (answer.isEmpty() && place instanceof OfBasis(var party, var purpose)) {
                    var forAll = new OfBasis(null, purpose);
                    answer =
                            party == null
                                    ? answeredByEach(terms, forAll, question)
                                    : terms.particulars().at(forAll, question.id());
                }
                asked.add(new Asked(place, question, answer.orElse(null)));
            }
        }
        return asked;
    }

    /** Where every party answered for itself, nothing is missing for all of them. */
    private static Optional<Answer> answeredByEach(Terms terms, OfBasis basis, Question question) {
        var answers =
                terms.parties().stream()
                        .map(party ->
                                terms.particulars()
                                        .at(
                                                new OfBasis(party.agency(), basis.purpose()),
                                                question.id()))
                        .toList();
        return answers.stream().allMatch(Optional::isPresent)
                ? answers.getFirst()
                : Optional.empty();
    }

    private static Fault unanswered(Asked asked) {
        return new Fault(
                "particulars." + asked.place() + "." + asked.question().id(),
                asked.question().title() + " (" + asked.place() + ")");
    }

    /** What the law demands of any agreement, however little it says. */
    private List<Fault> law(Terms terms, Marks marks) {
        var faults = new ArrayList<Fault>();
        Set<String> data = marks.ofData();
        for (OfBasis basis : bases(terms)) {
            if (marks.at(basis).contains(Marks.LAW_ENFORCEMENT)) {
                continue;
            }
            String article9 = marks.article9(basis);
            String schedule1 = marks.schedule1(basis);
            if (data.contains(Marks.SPECIAL) && article9 == null) {
                faults.add(
                        at(
                                terms,
                                basis,
                                "article9",
                                "a column holds special category data; name the condition of UK GDPR"
                                        + " Article 9 that allows it"));
            }
            if (article9 != null) {
                schedule1(terms, basis, article9, schedule1, marks, faults);
            }
            if (data.contains(Marks.CRIMINAL)
                    && schedule1 == null
                    && marks.law(basis, "article10").isEmpty()) {
                faults.add(
                        at(
                                terms,
                                basis,
                                "schedule1",
                                "a column holds criminal offence data; name a condition of Schedule 1"
                                        + " to the Data Protection Act 2018, or answer article10 with"
                                        + " the official authority (UK GDPR Article 10)"));
            }
        }
        return faults;
    }

    private void schedule1(
            Terms terms,
            OfBasis basis,
            String article9,
            @Nullable String schedule1,
            Marks marks,
            List<Fault> faults) {
        for (String mark : vocabularies.article9().marks(article9)) {
            String part = mark.equals("schedule1-part1") ? "Part 1" : "Part 2";
            if (schedule1 == null) {
                faults.add(
                        at(
                                terms,
                                basis,
                                "schedule1",
                                "Article %s needs a condition of %s of Schedule 1 to the Data Protection Act 2018 as well"
                                        .formatted(article9, part)));
            } else if (!marks.ofSchedule1(schedule1).contains(mark)) {
                faults.add(
                        at(
                                terms,
                                basis,
                                "schedule1",
                                "Article %s needs a condition of %s of Schedule 1; \"%s\" is in another part"
                                        .formatted(article9, part, schedule1)));
            }
        }
    }

    private List<Fault> warnings(Terms terms, Marks marks) {
        Set<Fault> warnings = new LinkedHashSet<>();
        for (OfBasis basis : bases(terms)) {
            if (marks.at(basis).contains(Marks.LAW_ENFORCEMENT)) {
                continue;
            }
            for (String mark : vocabularies.article6().marks(marks.article6(basis))) {
                String reason = REASONS.get(mark);
                if (reason != null) {
                    warnings.add(at(terms, basis, "article6", reason));
                }
            }
        }
        Set<String> data = marks.ofData();
        if (data.contains(Marks.UNSAID)) {
            warnings.add(
                    new Fault(
                            "datasets",
                            "nothing says what some columns hold; they are taken for data about"
                                    + " people"));
        }
        if (terms.particulars().extent() == Extent.CONDENSED
                && (data.contains(Marks.SPECIAL) || data.contains(Marks.CRIMINAL))) {
            warnings.add(
                    new Fault(
                            "extent",
                            "a condensed agreement is for low-risk sharing, and this one covers"
                                    + " special category or criminal offence data; a full one says"
                                    + " more"));
        }
        return List.copyOf(warnings);
    }

    /** One for each party and purpose. */
    private static List<OfBasis> bases(Terms terms) {
        return terms.purposes().stream()
                .flatMap(purpose ->
                        terms.parties().stream()
                                .map(party -> new OfBasis(party.agency(), purpose.code())))
                .toList();
    }

    /**
     * A fault of the party's own answer, or of that for all parties, or of the agreement's basis.
     */
    private static Fault at(Terms terms, OfBasis basis, String field, String message) {
        var forAll = new OfBasis(null, basis.purpose());
        String path = "lawfulBasis";
        if (!terms.particulars().at(basis).isEmpty()) {
            path = "particulars." + basis;
        } else if (terms.particulars().at(forAll, field).isPresent()) {
            path = "particulars." + forAll;
        }
        return new Fault(path + "." + field, message);
    }
}
