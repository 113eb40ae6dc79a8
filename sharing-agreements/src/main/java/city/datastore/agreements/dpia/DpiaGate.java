package city.datastore.agreements.dpia;

import city.datastore.agreements.Activation;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.names.AgreementRef;

/**
 * Keeps an agreement from being activated while its assessment is needed and not there, not
 * finished or out of date, or says that it should not go ahead; see {@link DpiaReview#obstacle}.
 */
public final class DpiaGate implements Activation {
    private final DpiaRegister register;
    private final DpiaReview review;

    public DpiaGate(DpiaRegister register, DpiaReview review) {
        this.register = register;
        this.review = review;
    }

    @Override
    public void require(Active activated) {
        AgreementRef reference = activated.head().reference();
        Dpia dpia = register.find(reference).orElseGet(() -> Dpia.none(reference));
        review.obstacle(activated.head(), dpia)
                .ifPresent(obstacle -> {
                    throw new WrongState(obstacle);
                });
    }
}
