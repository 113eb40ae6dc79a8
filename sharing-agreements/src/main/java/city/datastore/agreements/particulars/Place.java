package city.datastore.agreements.particulars;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PurposeCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a question in an agreement is about. Written as a path: {@code agreement}, {@code
 * party/brent}, {@code dataset/brent/spend}, {@code column/brent/spend/Amount}, {@code
 * purpose/spend-analysis}, {@code basis/brent/spend-analysis} or, for all parties, {@code
 * basis/*}{@code /spend-analysis}.
 */
public sealed interface Place extends Comparable<Place> {
    /** The whole agreement. */
    static Place agreement() {
        return new OfAgreement();
    }

    /** The word for its kind, as {@code questions.txt} writes it. */
    About about();

    /** The path. */
    @Override
    String toString();

    @Override
    default int compareTo(Place other) {
        int byKind = about().compareTo(other.about());
        return byKind != 0 ? byKind : toString().compareTo(other.toString());
    }

    /** The whole agreement. */
    record OfAgreement() implements Place {
        @Override
        public About about() {
            return About.AGREEMENT;
        }

        @Override
        public String toString() {
            return "agreement";
        }
    }

    /** One party. */
    record OfParty(AgencyCode party) implements Place {
        @Override
        public About about() {
            return About.PARTY;
        }

        @Override
        public String toString() {
            return "party/" + party;
        }
    }

    /** One purpose. */
    record OfPurpose(PurposeCode purpose) implements Place {
        @Override
        public About about() {
            return About.PURPOSE;
        }

        @Override
        public String toString() {
            return "purpose/" + purpose;
        }
    }

    /** One dataset. */
    record OfDataset(DatasetId dataset) implements Place {
        @Override
        public About about() {
            return About.DATASET;
        }

        @Override
        public String toString() {
            return "dataset/" + dataset;
        }
    }

    /** One column of a dataset. */
    record OfColumn(DatasetId dataset, String column) implements Place {
        @Override
        public About about() {
            return About.COLUMN;
        }

        @Override
        public String toString() {
            return "column/" + dataset + "/" + column;
        }
    }

    /**
     * The law under which a party acts for a purpose.
     *
     * @param party null for every party that says nothing else
     */
    record OfBasis(@Nullable AgencyCode party, PurposeCode purpose) implements Place {
        @Override
        public About about() {
            return About.BASIS;
        }

        @Override
        public String toString() {
            return "basis/" + (party == null ? "*" : party) + "/" + purpose;
        }
    }

    /** Reads a path; empty where it is none. */
    static Optional<Place> parse(String path) {
        try {
            return Optional.ofNullable(read(path));
        } catch (NameException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Place read(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return path.equals("agreement") ? agreement() : null;
        }
        String rest = path.substring(slash + 1);
        return switch (path.substring(0, slash)) {
            case "party" -> new OfParty(new AgencyCode(rest));
            case "purpose" -> new OfPurpose(new PurposeCode(rest));
            case "dataset" -> new OfDataset(DatasetId.parse(rest));
            case "column" -> column(rest);
            case "basis" -> basis(rest);
            default -> null;
        };
    }

    private static @Nullable Place column(String rest) {
        int end = rest.indexOf('/', rest.indexOf('/') + 1);
        return end < 0 || end == rest.length() - 1
                ? null
                : new OfColumn(DatasetId.parse(rest.substring(0, end)), rest.substring(end + 1));
    }

    private static @Nullable Place basis(String rest) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String party = rest.substring(0, slash);
        return new OfBasis(
                party.equals("*") ? null : new AgencyCode(party),
                new PurposeCode(rest.substring(slash + 1)));
    }
}
