package city.datastore.platform.api;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.agreements.Vocabularies;
import city.datastore.agreements.Vocabulary;
import city.datastore.agreements.particulars.Questionnaire;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an agreement is asked, and the words that its answers may use. */
@RestController
@RequestMapping(Paths.V1 + "/agreements/questions")
class QuestionsApi {
    private final Gatekeeper gatekeeper;
    private final QuestionsJson questions;

    QuestionsApi(Gatekeeper gatekeeper, Questionnaire questionnaire, Vocabularies vocabularies) {
        this.gatekeeper = gatekeeper;
        this.questions =
                new QuestionsJson(
                        questionnaire.version(),
                        vocabularies.version(),
                        questionnaire.questions().stream().map(QuestionsApi::json).toList(),
                        vocabularies.lists().values().stream().map(QuestionsApi::json).toList());
    }

    /** The questionnaire and every vocabulary, each with its version. */
    record QuestionsJson(
            String version,
            String vocabulariesVersion,
            List<QuestionJson> questions,
            List<VocabularyJson> vocabularies) {}

    /** One question: where it is asked, when, and what its answer looks like. */
    record QuestionJson(
            String id,
            String about,
            String group,
            String kind,
            Set<String> askedWhen,
            boolean needed,
            @Nullable String vocabulary,
            @Nullable Integer max,
            String title,
            String hint) {}

    /** One list of words. */
    record VocabularyJson(String name, List<WordJson> words) {}

    /** One word, and what follows from it. */
    record WordJson(String code, String title, Set<String> marks) {}

    @GetMapping
    ResponseEntity<QuestionsJson> all(Caller caller) {
        var pass = gatekeeper.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        return ApiHeaders.ok(pass.event()).body(questions);
    }

    private static QuestionJson json(city.datastore.agreements.particulars.Question question) {
        return new QuestionJson(
                question.id(),
                lower(question.about()),
                String.valueOf(question.group()),
                lower(question.kind()),
                new TreeSet<>(question.asked()),
                question.needed(),
                question.vocabulary(),
                question.max() == 0 ? null : question.max(),
                question.title(),
                question.hint());
    }

    private static VocabularyJson json(Vocabulary list) {
        return new VocabularyJson(
                list.name(),
                list.entries().stream()
                        .map(each ->
                                new WordJson(
                                        each.code(), each.title(), new TreeSet<>(each.marks())))
                        .toList());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
