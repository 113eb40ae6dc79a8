package city.datastore.access.emergency;

import city.datastore.access.policy.EmergencySubject;
import city.datastore.audit.names.DatasetId;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What somebody on duty fills in to open emergency access.
 *
 * @param subject the one person whom it is about, given the kind of identifier by which the
 *     arrangement finds people; read only once the gate has let the caller in
 * @param columns within what the owner arranged
 * @param reason such as {@code child-at-risk}
 * @param basis the lawful basis, such as {@code vital-interests}
 * @param caseReference of the holder's own case system
 * @param length how long it runs
 */
public record EmergencyAsk(
        DatasetId dataset,
        Function<String, EmergencySubject> subject,
        List<String> columns,
        String reason,
        String basis,
        String justification,
        String caseReference,
        Duration length) {
    /** How long it runs where nobody says. */
    public static final Duration USUAL_LENGTH = Duration.ofHours(4);

    /** The longest that it runs, from its beginning or its renewal. */
    public static final Duration MAX_LENGTH = Duration.ofHours(24);

    /** Fewest and most characters of the justification. */
    public static final int MIN_TEXT = 20;

    public static final int MAX_TEXT = Checks.MAX_TEXT;

    /** Most characters of a case reference. */
    public static final int MAX_REFERENCE = 100;

    public EmergencyAsk {
        columns = List.copyOf(columns);
    }

    /**
     * The length.
     *
     * @throws EmergencyException.BadField if it is none or more than a day
     */
    static Duration checked(Duration length) {
        if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(MAX_LENGTH) > 0) {
            throw new EmergencyException.BadField(
                    "hours",
                    "it can run from 1 hour to "
                            + MAX_LENGTH.toHours()
                            + " hours, and is "
                            + USUAL_LENGTH.toHours()
                            + " where you say nothing");
        }
        return length;
    }
}
