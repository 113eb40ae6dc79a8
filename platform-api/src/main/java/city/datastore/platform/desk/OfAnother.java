package city.datastore.platform.desk;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns a sentence that speaks to a person into one that speaks of them: verbs are the same after
 * "you" and "they".
 */
public final class OfAnother {
    private static final Pattern YOU =
            Pattern.compile(
                    "\\b(put |give |gives |tell |to |for |with |of )?([Yy]our?|[Yy]ourself)\\b");

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
                    String before = found.group(1);
                    String word = found.group(2);
                    if (before == null) {
                        return THEY.getOrDefault(word, word);
                    }
                    return before + (word.equals("you") ? "them" : THEY.getOrDefault(word, word));
                });
    }
}
