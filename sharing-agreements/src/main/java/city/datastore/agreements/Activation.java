package city.datastore.agreements;

import city.datastore.agreements.Agreement.Active;

/** What can keep an agreement from being activated although its parties sign it. */
@FunctionalInterface
public interface Activation {
    /**
     * Called in the transaction of the approval that would activate it.
     *
     * @param activated as it would be
     * @throws AgreementException.WrongState if it cannot be now; the message says what to do
     */
    void require(Active activated);
}
