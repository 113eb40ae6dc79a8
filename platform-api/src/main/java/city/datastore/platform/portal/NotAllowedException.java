package city.datastore.platform.portal;

import city.datastore.access.policy.Judgement;

/**
 * The reader could not do what the page is for: it is not shown, and why not is said. Nobody has
 * tried anything, so nothing is on the record.
 */
final class NotAllowedException extends RuntimeException {
    private final transient Judgement.Refused refused;

    NotAllowedException(Judgement.Refused refused) {
        super(refused.missing().getFirst().text());
        this.refused = refused;
    }

    Judgement.Refused refused() {
        return refused;
    }
}
