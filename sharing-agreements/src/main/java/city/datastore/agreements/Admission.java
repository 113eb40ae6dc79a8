package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.NotFound;
import city.datastore.audit.names.AgreementRef;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How a use case comes to an agreement: as it stands now, and let through by the gate. */
public final class Admission {
    private final Gatekeeper gate;
    private final AgreementRegister register;
    private final Offices offices;
    private final Clock clock;

    public Admission(Gatekeeper gate, AgreementRegister register, Offices offices, Clock clock) {
        this.gate = gate;
        this.register = register;
        this.offices = offices;
        this.clock = clock;
    }

    /**
     * The agreement, for whoever may do that with it; the decision is on the record.
     *
     * @throws NotFound if there is none of that reference
     */
    Agreement admit(Caller caller, AgreementRef reference, Act act) {
        Agreement seen = find(reference);
        gate.admit(Question.of(caller, act, AgreementTarget.of(act, seen, secondFactor(seen))));
        return seen;
    }

    /**
     * The agreement as it stands now, before anybody has been asked.
     *
     * @throws NotFound if there is none of that reference
     */
    Agreement find(AgreementRef reference) {
        return register.find(reference)
                .orElseThrow(() -> new NotFound(reference.value()))
                .asOf(now());
    }

    /** Whether signing it takes a sign-in with a second factor. */
    boolean secondFactor(Agreement agreement) {
        return offices.secondFactor(agreement.head().terms());
    }

    /**
     * The mark of the caller, made now.
     *
     * @throws AgreementException.WrongAgency if they act for no agency
     */
    Signature signature(Caller caller, String comment) {
        return Signature.of(caller, comment, now());
    }

    /** In milliseconds, as the register keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
