package city.datastore.agreements.templates;

import city.datastore.audit.names.PersonId;
import java.time.Instant;
import java.util.List;

/**
 * A template, or the next version of one, as far as a lead has written it; nobody else sees it.
 *
 * @param number which of the lead's, from 1; 0 while it was never saved
 * @param revision counts how often it was saved, so that two windows cannot overwrite each other
 */
public record TemplateDraft(
        PersonId lead, int number, long revision, Content content, Instant savedAt) {

    /**
     * What was typed, be it complete or not; nothing of it has been checked.
     *
     * @param template the name that it is to have
     * @param of the version that this one comes after, 0 where the template is new
     * @param clear columns that leave in clear, one a line; {@code masked} and {@code
     *     pseudonymised} alike
     */
    public record Content(
            String template,
            int of,
            String title,
            String about,
            List<Line> clauses,
            String clear,
            String masked,
            String pseudonymised,
            List<Condition> conditions) {
        public Content {
            clauses = List.copyOf(clauses);
            conditions = List.copyOf(conditions);
        }

        int characters() {
            return template.length()
                    + title.length()
                    + about.length()
                    + clauses.stream().mapToInt(Line::characters).sum()
                    + clear.length()
                    + masked.length()
                    + pseudonymised.length()
                    + conditions.stream().mapToInt(Condition::characters).sum();
        }
    }

    /**
     * A clause.
     *
     * @param clause its path
     * @param how what an agreement may do about it, in the word of whoever asks for it
     */
    public record Line(String clause, String how, List<String> says, String hint) {
        public Line {
            says = List.copyOf(says);
        }

        int characters() {
            return clause.length()
                    + how.length()
                    + says.stream().mapToInt(String::length).sum()
                    + hint.length();
        }
    }

    /** A condition on rows. */
    public record Condition(String column, String test, String values) {
        int characters() {
            return column.length() + test.length() + values.length();
        }
    }
}
