package city.datastore.platform.portal;

import city.datastore.access.policy.Judgement;

/**
 * The reader could not do what the page is for: it is not shown, and why not is said. They have
 * sent nothing, or nothing complete enough to be put to the gate, so nothing is on the record.
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
