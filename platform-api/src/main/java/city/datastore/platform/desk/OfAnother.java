package city.datastore.platform.desk;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns a sentence that speaks to a person into one that speaks of them: verbs are the same after
 * "you" and "they".
 */
public final class OfAnother {
    private static final Pattern YOU = Pattern.compile("\\b[Yy]ou(?:r(?:self)?)?\\b");

    /** After which "you" is not who does something. */
    private static final List<String> BEFORE =
            List.of("put ", "give ", "gives ", "tell ", "to ", "for ", "with ", "of ");

    private static final Map<String, String> THEY =
            Map.of(
                    "You", "They",
                    "you", "they",
                    "Your", "Their",
                    "your", "their",
                    "Yourself", "Themself",
                    "yourself", "themself");

    private OfAnother() {}

    /** The sentence, spoken of them. */
    public static String told(String sentence) {
        return YOU.matcher(sentence)
                .replaceAll(found -> {
                    String word = found.group();
                    return word.equals("you") && isObject(sentence, found.start())
                            ? "them"
                            : THEY.getOrDefault(word, word);
                });
    }

    private static boolean isObject(String sentence, int you) {
        for (var word : BEFORE) {
            int start = you - word.length();
            if (sentence.startsWith(word, start)
                    && (start == 0 || !Character.isLetterOrDigit(sentence.charAt(start - 1)))) {
                return true;
            }
        }
        return false;
    }
}
