package city.datastore.agreements.comments;

import city.datastore.agreements.particulars.Place;
import java.util.Arrays;
import java.util.Optional;

/**
 * What of an agreement somebody speaks of. Written as a path, the one that faults use: a field such
 * as {@code title} or {@code lawfulBasis.article6}, a heading such as {@code E}, or the answer to a
 * question at a place, such as {@code particulars.party/brent.siro}.
 */
public sealed interface Clause {
    /** What the paths of answers start with. */
    String ANSWERS = "particulars.";

    /** The path. */
    @Override
    String toString();

    /** What every agreement says, whatever it is asked. */
    enum Field {
        TITLE("title"),
        PARTIES("parties"),
        DATASETS("datasets"),
        PURPOSES("purposes"),
        ACTIONS("actions"),
        LAWFUL_BASIS("lawfulBasis"),
        ARTICLE_6("lawfulBasis.article6"),
        ARTICLE_9("lawfulBasis.article9"),
        SCHEDULE_1("lawfulBasis.schedule1"),
        GATEWAYS("lawfulBasis.gateways"),
        STARTS("starts"),
        ENDS("ends"),
        REVIEW_DUE("reviewDue"),
        EXTENT("extent");

        private final String path;

        Field(String path) {
            this.path = path;
        }

        public String path() {
            return path;
        }
    }

    /** A top field of the terms. */
    record OfField(Field field) implements Clause {
        @Override
        public String toString() {
            return field.path();
        }
    }

    /** Everything under one heading, A to I. */
    record OfHeading(char letter) implements Clause {
        @Override
        public String toString() {
            return String.valueOf(letter);
        }
    }

    /** The answer to a question, given or not. */
    record OfAnswer(Place place, String question) implements Clause {
        @Override
        public String toString() {
            return ANSWERS + place + "." + question;
        }
    }

    /** Reads a path; empty where it is none. Whether an agreement has that clause is not asked. */
    static Optional<Clause> parse(String path) {
        if (path.length() == 1 && path.charAt(0) >= 'A' && path.charAt(0) <= 'Z') {
            return Optional.of(new OfHeading(path.charAt(0)));
        }
        if (path.startsWith(ANSWERS)) {
            // the names of columns may hold a full stop, those of questions do not
            int stop = path.lastIndexOf('.');
            return stop < ANSWERS.length()
                    ? Optional.empty()
                    : Place.parse(path.substring(ANSWERS.length(), stop))
                            .map(place -> new OfAnswer(place, path.substring(stop + 1)));
        }
        return Arrays.stream(Field.values())
                .filter(each -> each.path().equals(path))
                .findFirst()
                .map(OfField::new);
    }
}
