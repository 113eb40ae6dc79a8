package city.datastore.audit.verify.receipt;

import java.util.Optional;

/**
 * Finds one text in a JSON object, at its first level. The rest of the object is passed over and
 * not checked: what is found is believed only when its hash fits.
 */
final class AnswerJson {
    private final String json;
    private int at;

    private AnswerJson(String json) {
        this.json = json;
    }

    static Optional<String> text(String json, String name) {
        return new AnswerJson(json).find(name);
    }

    private Optional<String> find(String name) {
        int depth = 0;
        while (at < json.length()) {
            switch (json.charAt(at)) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case '"' -> {
                    String text = string();
                    if (depth == 1 && text.equals(name) && next(':') && next('"')) {
                        at--;
                        return Optional.of(string());
                    }
                }
                default -> at++;
            }
        }
        return Optional.empty();
    }

    /** Goes past white space and this character, if it is there. */
    private boolean next(char wanted) {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        if (at < json.length() && json.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < json.length() && json.charAt(at) != '"') {
            char c = json.charAt(at++);
            text.append(c == '\\' && at < json.length() ? escaped() : c);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> c;
        };
    }

    private char unit() {
        int end = Math.min(at + 4, json.length());
        String digits = json.substring(at, end);
        at = end;
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw RefusedException.unreadable("The event file is not JSON.");
        }
        return (char) Integer.parseInt(digits, 16);
    }
}
