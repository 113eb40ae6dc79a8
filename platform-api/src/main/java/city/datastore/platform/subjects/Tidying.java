package city.datastore.platform.subjects;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a value is written before it is hashed, so that different spellings of one identifier are one
 * (docs/subject-index.md). What is left empty identifies nobody.
 */
public enum Tidying {
    /** Digits only: {@code 943 476 5919} is {@code 9434765919}. */
    DIGITS("digits"),
    /** Latin letters in upper case and digits only: {@code qq 12-34} is {@code QQ1234}. */
    LETTERS_AND_DIGITS("letters-and-digits"),
    /** No white space, lower case: an e-mail address or a user name. */
    ADDRESS("address"),
    /** Single spaces, lower case. */
    WORDS("words");

    /** Longest value that can be an identifier, in characters; a longer one identifies nobody. */
    public static final int MAX_VALUE = 500;

    private final String code;

    Tidying(String code) {
        this.code = code;
    }

    static Tidying of(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no rule " + code));
    }

    /** The value as it is hashed, in Unicode's NFKC; nothing if it identifies nobody. */
    public Optional<String> tidied(String value) {
        if (value.length() > MAX_VALUE) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(value, Normalizer.Form.NFKC);
        String tidy =
                switch (this) {
                    case DIGITS -> plain.replaceAll("[^0-9]", "");
                    case LETTERS_AND_DIGITS ->
                            plain.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
                    case ADDRESS -> plain.toLowerCase(Locale.ROOT).replaceAll("[\\p{Z}\\p{C}]", "");
                    case WORDS ->
                            plain.toLowerCase(Locale.ROOT)
                                    .replaceAll("[\\p{Z}\\p{C}]+", " ")
                                    .strip();
                };
        return tidy.isEmpty() ? Optional.empty() : Optional.of(tidy);
    }
}
