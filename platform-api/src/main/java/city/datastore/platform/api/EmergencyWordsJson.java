package city.datastore.platform.api;

import city.datastore.access.emergency.Vocabulary;
import java.util.List;

/** The short lists of emergencies. */
record EmergencyWordsJson(List<WordJson> dutyRoles, List<WordJson> reasons, List<WordJson> bases) {

    /** A code, and what people call it. */
    record WordJson(String code, String title) {}

    static EmergencyWordsJson of(Vocabulary vocabulary) {
        return new EmergencyWordsJson(
                words(vocabulary.dutyRoles()),
                words(vocabulary.reasons()),
                words(vocabulary.bases()));
    }

    private static List<WordJson> words(List<Vocabulary.Word> words) {
        return words.stream().map(word -> new WordJson(word.code(), word.title())).toList();
    }
}
