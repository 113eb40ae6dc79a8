package city.datastore.agreements.reminders;

import city.datastore.agreements.Terms;
import city.datastore.agreements.particulars.Place;
import city.datastore.audit.names.AgencyCode;
import java.util.Map;
import java.util.Optional;

/**
 * Where the letters of each agency go: to the lead's address in the agreement, else to the mailbox
 * that the platform's settings name for the agency.
 *
 * @param configured by agency
 */
public record Mailboxes(Map<AgencyCode, Mailbox> configured) {
    /** The question whose answer is the address. */
    private static final String QUESTION = "ig-lead";

    /** Who said where letters go. */
    public enum Source {
        AGREEMENT,
        SETTINGS,
        NOBODY
    }

    public Mailboxes {
        configured = Map.copyOf(configured);
    }

    public Optional<Mailbox> of(Terms terms, AgencyCode agency) {
        return written(terms, agency).or(() -> Optional.ofNullable(configured.get(agency)));
    }

    public Source source(Terms terms, AgencyCode agency) {
        if (written(terms, agency).isPresent()) {
            return Source.AGREEMENT;
        }
        return configured.containsKey(agency) ? Source.SETTINGS : Source.NOBODY;
    }

    private static Optional<Mailbox> written(Terms terms, AgencyCode agency) {
        return terms.particulars()
                .at(new Place.OfParty(agency), QUESTION)
                .flatMap(answer -> Mailbox.read(answer.text()));
    }
}
