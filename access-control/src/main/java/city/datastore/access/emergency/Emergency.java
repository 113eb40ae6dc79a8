package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencyAccess;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.EmergencyId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An emergency access with why it was opened, and what became of it.
 *
 * @param reason a word of {@link Vocabulary#reasons}
 * @param basis a word of {@link Vocabulary#bases}
 * @param renewal null while nobody renewed it
 * @param ending null while nobody ended it before its time
 * @param reviewDue first instant at which its review is overdue
 * @param escalatedFrom first instant at which its missing review is the risk owner's matter
 * @param review null while nobody reviewed it
 */
public record Emergency(
        EmergencyAccess access,
        EmergencyId arrangement,
        String holderName,
        String reason,
        String basis,
        String justification,
        String caseReference,
        @Nullable Renewal renewal,
        @Nullable Ending ending,
        Instant reviewDue,
        Instant escalatedFrom,
        @Nullable Review review) {

    /** That a second person renewed it. */
    public record Renewal(String by, String byName, Instant at) {}

    /** What somebody else found. */
    public record Review(String by, String byName, Instant at, Outcome outcome, String note) {}

    /** How a review ends. */
    public enum Outcome {
        JUSTIFIED("justified"),
        JUSTIFIED_WITH_LEARNING("justified-with-learning"),
        NOT_JUSTIFIED("not-justified");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** How it is written in rows, calls and pages. */
        public String code() {
            return code;
        }

        /** The outcome of that code, if there is one. */
        public static Optional<Outcome> of(@Nullable String code) {
            return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
        }
    }

    public AgencyCode owner() {
        return access.dataset().agency();
    }

    public boolean runsAt(Instant instant) {
        return access.inForceAt(instant);
    }

    /** Whether it has ended and nobody has reviewed it yet. */
    public boolean waitsAt(Instant instant) {
        return review == null && !runsAt(instant);
    }

    /** Whether its review should have been done before. */
    public boolean overdueAt(Instant instant) {
        return review == null && !instant.isBefore(reviewDue);
    }

    /** Whether it is so long overdue that it is the risk owner's matter. */
    public boolean escalatedAt(Instant instant) {
        return review == null && !instant.isBefore(escalatedFrom);
    }

    /** {@code running}, {@code to-review}, {@code overdue} or {@code reviewed}. */
    public String stateAt(Instant instant) {
        if (review != null) {
            return "reviewed";
        }
        if (runsAt(instant)) {
            return "running";
        }
        return overdueAt(instant) ? "overdue" : "to-review";
    }
}
