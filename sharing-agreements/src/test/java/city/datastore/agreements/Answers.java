package city.datastore.agreements;

import city.datastore.agreements.particulars.Answer;
import city.datastore.agreements.particulars.Question;

/** An answer to any question that keeps its rule. */
public final class Answers {
    private Answers() {}

    public static Answer to(Question question, Vocabularies vocabularies) {
        return switch (question.kind()) {
            case LINE, TEXT -> Answer.of("As the parties agreed");
            case WORD, WORDS -> {
                String list = question.vocabulary();
                yield Answer.of(
                        list == null
                                ? "none"
                                : vocabularies.list(list).entries().getFirst().code());
            }
            case YES -> Answer.of("yes");
            case DAY -> Answer.of("2027-12-31");
            case LINK, LINKS -> Answer.of("https://example.org/notice");
            case EMAIL -> Answer.of("ig@example.org");
            case NUMBER -> Answer.of("12");
        };
    }
}
