package city.datastore.agreements;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EventId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an agreement could not be written, moved on or found; one kind for each thing a caller can do
 * about it.
 */
public abstract sealed class AgreementException extends RuntimeException {
    private transient @Nullable EventId event;

    private AgreementException(String message) {
        super(message);
    }

    /** The event that records this refusal, where it was recorded. */
    public Optional<EventId> event() {
        return Optional.ofNullable(event);
    }

    /** Says which event records it. */
    public void recordedAs(EventId id) {
        event = id;
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

    /** That move is not this agency's to make: it is no party, or another party has to make it. */
    public static final class WrongAgency extends AgreementException {
        private final transient @Nullable AgencyCode whose;

        /**
         * @param whose the one agency that can make the move, null where any party can
         */
        public WrongAgency(String message, @Nullable AgencyCode whose) {
            super(message);
            this.whose = whose;
        }

        /** The one agency that can make the move; empty where any party can. */
        public Optional<AgencyCode> whose() {
            return Optional.ofNullable(whose);
        }
    }

    /** This person cannot put their name to it in that way. */
    public static final class WrongSigner extends AgreementException {
        private final String code;

        /**
         * @param code for machines, such as {@code own-signature}
         */
        public WrongSigner(String code, String message) {
            super(message);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * The terms, or a reason given with a move, break rules; each fault names the field and the
     * rule.
     */
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
