package city.datastore.platform.api;

import city.datastore.agreements.EarlierAnswers;
import java.util.Map;

/**
 * What a party said of itself in another agreement, to be checked before it is said again.
 *
 * @param agreement in which it did
 * @param answers by question; one text, or several as a list
 */
record EarlierAnswersJson(String agreement, Map<String, Object> answers) {
    static EarlierAnswersJson of(EarlierAnswers.Earlier earlier) {
        return new EarlierAnswersJson(
                earlier.from().value(), ParticularsJson.answers(earlier.answers()));
    }
}
