package city.datastore.agreements;

import city.datastore.access.policy.ColumnScope;
import city.datastore.agreements.Terms.LawfulBasis;
import city.datastore.agreements.particulars.About;
import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Particulars;
import city.datastore.agreements.particulars.Place;
import city.datastore.agreements.particulars.Place.OfBasis;
import city.datastore.agreements.particulars.Place.OfColumn;
import city.datastore.agreements.particulars.Place.OfDataset;
import city.datastore.agreements.particulars.Place.OfParty;
import city.datastore.agreements.particulars.Question;
import city.datastore.agreements.particulars.Questionnaire;
import city.datastore.audit.names.DatasetId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds where in an agreement, in the marks of the vocabularies: that a column is special
 * category data, that a party acts under Part 3, and so on. They decide which questions are asked
 * and which rules of law apply. Nothing here knows a code of a vocabulary.
 */
public final class Marks {
    /** People are in the data, or nobody has said that they are not. */
    public static final String PERSONAL = "personal";

    /** Special category data, UK GDPR Article 9(1). */
    public static final String SPECIAL = "special";

    /** Criminal offence data, UK GDPR Article 10. */
    public static final String CRIMINAL = "criminal";

    /** Data Protection Act 2018 Part 3. */
    public static final String LAW_ENFORCEMENT = "law-enforcement";

    /** Nobody has said what a column holds. */
    public static final String UNSAID = "unsaid";

    private static final String GATEWAY = "gateway";
    private static final String POLICY_DOCUMENT = "policy-document";

    private final Terms terms;
    private final Particulars particulars;
    private final Vocabularies vocabularies;
    private final Questionnaire questionnaire;
    private final Map<DatasetId, Set<String>> ofDatasets = new HashMap<>();
    private final Set<String> ofData = new HashSet<>();
    private final Set<String> ofAgreement;

    public Marks(Terms terms, Vocabularies vocabularies, Questionnaire questionnaire) {
        this.terms = terms;
        this.particulars = terms.particulars();
        this.vocabularies = vocabularies;
        this.questionnaire = questionnaire;
        var held = held();
        for (Terms.Scope scope : terms.datasets()) {
            Set<String> its = ofDataset(scope, held.getOrDefault(scope.dataset(), Set.of()));
            ofDatasets.put(scope.dataset(), its);
            ofData.addAll(its);
        }
        this.ofAgreement = answered(Place.agreement());
    }

    /** What holds there. */
    public Set<String> at(Place place) {
        var marks = new HashSet<>(ofAgreement);
        if (place instanceof OfDataset(var dataset)) {
            marks.addAll(ofDatasets.getOrDefault(dataset, Set.of()));
        } else {
            marks.addAll(ofData);
        }
        switch (place) {
            case OfParty(var agency) -> marks.addAll(party(agency.value()));
            case OfBasis basis -> marks.addAll(law(basis));
            default -> {}
        }
        marks.addAll(answered(place));
        return marks;
    }

    /** What holds in the data of any dataset. */
    public Set<String> ofData() {
        return Set.copyOf(ofData);
    }

    /** The answer about the law for a party and purpose: its own, else the one for all. */
    Optional<String> law(OfBasis basis, String question) {
        return particulars
                .at(basis, question)
                .or(() -> particulars.at(new OfBasis(null, basis.purpose()), question))
                .map(Answer::text);
    }

    String article6(OfBasis basis) {
        return law(basis, "article6").orElse(terms.lawfulBasis().article6());
    }

    @Nullable String article9(OfBasis basis) {
        return law(basis, "article9").orElse(terms.lawfulBasis().article9());
    }

    @Nullable String schedule1(OfBasis basis) {
        return law(basis, "schedule1").orElse(terms.lawfulBasis().schedule1());
    }

    /** What follows from a condition of Schedule 1, however it is written. */
    Set<String> ofSchedule1(@Nullable String written) {
        return written == null
                ? Set.of()
                : vocabularies
                        .schedule1()
                        .code(written)
                        .map(vocabularies.schedule1()::marks)
                        .orElse(Set.of());
    }

    private Set<String> law(OfBasis basis) {
        var marks = new HashSet<String>();
        LawfulBasis standing = terms.lawfulBasis();
        if (basis.party() != null) {
            marks.addAll(party(basis.party().value()));
        }
        law(basis, "regime").ifPresent(code -> marks.addAll(list("regime").marks(code)));
        if (marks.contains(LAW_ENFORCEMENT)) {
            if (ofData.contains(SPECIAL)) {
                marks.add("part3-sensitive");
                marks.add(POLICY_DOCUMENT);
            }
            return marks;
        }
        marks.addAll(vocabularies.article6().marks(article6(basis)));
        if (!standing.gateways().isEmpty()) {
            marks.remove(GATEWAY);
        }
        if (ofSchedule1(schedule1(basis)).contains(POLICY_DOCUMENT)) {
            marks.add(POLICY_DOCUMENT);
        }
        return marks;
    }

    private Set<String> party(String agency) {
        var marks = new HashSet<String>();
        for (Terms.Party party : terms.parties()) {
            if (party.agency().value().equals(agency)) {
                marks.addAll(vocabularies.controllerRoles().marks(party.role()));
                if (party.receives()) {
                    marks.add("receives");
                }
                if (party.provides()) {
                    marks.add("provides");
                }
            }
        }
        return marks;
    }

    /** The categories that columns were said to hold, by dataset. */
    private Map<DatasetId, Set<String>> held() {
        var held = new HashMap<DatasetId, Set<String>>();
        particulars
                .answers()
                .forEach((place, answers) -> {
                    Answer category = answers.get("category");
                    if (place instanceof OfColumn(var dataset, _) && category != null) {
                        held.computeIfAbsent(dataset, _ -> new HashSet<>()).add(category.text());
                    }
                });
        return held;
    }

    private Set<String> ofDataset(Terms.Scope scope, Set<String> categories) {
        var marks = new HashSet<String>();
        Vocabulary list = list("data-category");
        categories.forEach(code -> marks.addAll(list.marks(code)));
        if (!isSaid(scope)) {
            marks.add(UNSAID);
            marks.add(PERSONAL);
        }
        marks.remove("none");
        return marks;
    }

    /**
     * Whether somebody said of every column what it holds. Of a dataset shared whole nobody can: a
     * file, also a later one, may have columns that nobody has declared.
     */
    private boolean isSaid(Terms.Scope scope) {
        return switch (scope.columns()) {
            case ColumnScope.All _ -> false;
            case ColumnScope.Only(var names) ->
                    names.stream()
                            .map(column -> new OfColumn(scope.dataset(), column))
                            .allMatch(column -> particulars.at(column, "category").isPresent());
        };
    }

    /** What follows from the words answered at a place, and the words themselves. */
    private Set<String> answered(Place place) {
        var marks = new HashSet<String>();
        About about = place.about();
        particulars
                .at(place)
                .forEach((id, answer) -> {
                    String vocabulary =
                            questionnaire.find(about, id).map(Question::vocabulary).orElse(null);
                    for (String value : answer.values()) {
                        marks.add(id + "=" + value);
                        if (vocabulary != null && about != About.COLUMN) {
                            marks.addAll(list(vocabulary).marks(value));
                        }
                    }
                });
        return marks;
    }

    private Vocabulary list(String name) {
        return Objects.requireNonNull(vocabularies.list(name));
    }
}
