package city.datastore.agreements;

import java.util.List;

/**
 * Why an agreement could not be written, moved on or found; one kind for each thing a caller can do
 * about it.
 */
public abstract sealed class AgreementException extends RuntimeException {
    private AgreementException(String message) {
        super(message);
    }

    /** There is none of that reference. */
    public static final class NotFound extends AgreementException {
        public NotFound(String reference) {
            super("there is no agreement " + reference);
        }
    }

    /** That move is not possible from the state it is in. */
    public static final class WrongState extends AgreementException {
        public WrongState(String message) {
            super(message);
        }
    }

    /** Somebody else changed it in the meantime. */
    public static final class ChangedMeanwhile extends AgreementException {
        public ChangedMeanwhile(String message) {
            super(message);
        }
    }

    /** The agency that proposed it tried to approve it. */
    public static final class OwnProposal extends AgreementException {
        public OwnProposal(String message) {
            super(message);
        }
    }

    /** The terms break rules; each fault names the field and the rule. */
    public static final class BadTerms extends AgreementException {
        private final transient List<Fault> faults;

        public BadTerms(List<Fault> faults) {
            super(faults.getFirst().message());
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /**
     * One thing wrong with the terms.
     *
     * @param field path in the terms, such as {@code datasets[0].columns[2]}
     */
    public record Fault(String field, String message) {}
}
