package city.datastore.agreements.templates;

import city.datastore.agreements.particulars.About;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What of any agreement a template can speak of, whoever its parties are and whatever its datasets:
 * a field such as {@code lawfulBasis.article6}, a question wherever it is asked, such as {@code
 * party.multi-factor}, how columns of a name leave, such as {@code treatments.NHS number}, or which
 * rows do, such as {@code rows.Ward}.
 */
public sealed interface Slot extends Comparable<Slot> {
    /** The path. */
    @Override
    String toString();

    /** Whether it is about how data leaves, which a template locks and never only suggests. */
    default boolean protects() {
        return this instanceof OfTreatment || this instanceof OfRows;
    }

    @Override
    default int compareTo(Slot other) {
        return toString().compareTo(other.toString());
    }

    /** A field of the terms. */
    record OfField(TextField field) implements Slot {
        @Override
        public String toString() {
            return field.path();
        }
    }

    /** A question, about everything of that kind. */
    record OfQuestion(About about, String question) implements Slot {
        @Override
        public String toString() {
            return about.name().toLowerCase(Locale.ROOT) + "." + question;
        }
    }

    /** How a column of that name leaves, whichever dataset shares one. */
    record OfTreatment(String column) implements Slot {
        static final String PATH = "treatments.";

        @Override
        public String toString() {
            return PATH + column;
        }
    }

    /** The condition on rows by the column of that name, whichever dataset has one. */
    record OfRows(String column) implements Slot {
        static final String PATH = "rows.";

        @Override
        public String toString() {
            return PATH + column;
        }
    }

    /** Reads a path; empty where it is none. Whether there is such a question is not asked. */
    static Optional<Slot> parse(String path) {
        var field =
                Arrays.stream(TextField.values())
                        .filter(each -> each.path().equals(path))
                        .findFirst();
        if (field.isPresent()) {
            return Optional.of(new OfField(field.get()));
        }
        if (path.startsWith(OfTreatment.PATH)) {
            return Optional.of(new OfTreatment(path.substring(OfTreatment.PATH.length())));
        }
        if (path.startsWith(OfRows.PATH)) {
            return Optional.of(new OfRows(path.substring(OfRows.PATH.length())));
        }
        int stop = path.indexOf('.');
        return stop < 0
                ? Optional.empty()
                : Arrays.stream(About.values())
                        .filter(each ->
                                each.name()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(path.substring(0, stop)))
                        .findFirst()
                        .map(about -> new OfQuestion(about, path.substring(stop + 1)));
    }
}
