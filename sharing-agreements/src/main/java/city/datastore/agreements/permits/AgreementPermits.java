package city.datastore.agreements.permits;

import city.datastore.access.policy.Permit;
import city.datastore.access.policy.PermitSource;
import city.datastore.agreements.AgreementRegister;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells the gate what agreements promise, as committed at the instant of asking; nothing is kept
 * between two questions.
 */
public final class AgreementPermits implements PermitSource {
    /**
     * Most agreements looked at for one dataset and receiver; those in force come first. A reading
     * is allowed under any agreement that the reader holds a grant under, however many there are.
     */
    public static final int MAX_PERMITS = 500;

    private final AgreementRegister register;
    private final Clock clock;

    public AgreementPermits(AgreementRegister register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    @Override
    public Optional<Permit> permit(AgreementRef agreement) {
        return register.find(agreement).map(Permits::of);
    }

    @Override
    public List<Permit> permits(DatasetId dataset, AgencyCode receiver) {
        return register.naming(dataset, receiver, clock.instant(), MAX_PERMITS).stream()
                .map(Permits::of)
                .toList();
    }
}
