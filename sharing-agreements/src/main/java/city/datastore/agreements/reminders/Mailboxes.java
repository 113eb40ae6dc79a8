package city.datastore.agreements.reminders;

import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import java.util.Map;
import java.util.Optional;

/**
 * Where the letters of each agency go: to the lead's address in the agreement, else to the mailbox
 * that the platform's settings name for the agency. What is escalated goes to its senior
 * information risk owner, found in the same way, and to the lead where nobody says who that is.
 *
 * @param configured by agency
 * @param riskOwners the office of the senior information risk owner, by agency
 */
public record Mailboxes(Map<AgencyCode, Mailbox> configured, Map<AgencyCode, Mailbox> riskOwners) {
    /** The questions whose answers are the addresses. */
    private static final String LEAD = "ig-lead";

    private static final String RISK_OWNER = "siro";

    /** Who said where letters go. */
    public enum Source {
        AGREEMENT,
        SETTINGS,
        NOBODY
    }

    public Mailboxes {
        configured = Map.copyOf(configured);
        riskOwners = Map.copyOf(riskOwners);
    }

    /** Where no risk owner is known but from agreements. */
    public Mailboxes(Map<AgencyCode, Mailbox> configured) {
        this(configured, Map.of());
    }

    public Optional<Mailbox> of(Terms terms, AgencyCode agency) {
        return written(terms, agency, LEAD).or(() -> of(agency));
    }

    /** Where letters go that are about no agreement. */
    public Optional<Mailbox> of(AgencyCode agency) {
        return Optional.ofNullable(configured.get(agency));
    }

    /** Where letters go that are about that agreement and are escalated. */
    public Optional<Mailbox> riskOwner(Terms terms, AgencyCode agency) {
        return written(terms, agency, RISK_OWNER)
                .or(() -> Optional.ofNullable(riskOwners.get(agency)))
                .or(() -> of(terms, agency));
    }

    /** Where letters go that are about no agreement and are escalated. */
    public Optional<Mailbox> riskOwner(AgencyCode agency) {
        return Optional.ofNullable(riskOwners.get(agency)).or(() -> of(agency));
    }

    public Source source(Terms terms, AgencyCode agency) {
        if (written(terms, agency, LEAD).isPresent()) {
            return Source.AGREEMENT;
        }
        return configured.containsKey(agency) ? Source.SETTINGS : Source.NOBODY;
    }

    private static Optional<Mailbox> written(Terms terms, AgencyCode agency, String question) {
        return terms.particulars()
                .at(new Place.OfParty(agency), question)
                .flatMap(answer -> Mailbox.read(answer.text()));
    }
}
