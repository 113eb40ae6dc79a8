package city.datastore.agreements;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Agency;
import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import java.time.Clock;
import java.util.List;

/** Who shares data with whom, for everybody and for the parties. */
public final class Flows {
    private final Gatekeeper gate;
    private final FlowRegister register;
    private final Clock clock;

    public Flows(Gatekeeper gate, FlowRegister register, Clock clock) {
        this.gate = gate;
        this.register = register;
        this.clock = clock;
    }

    /** What anybody may know, signed in or not: by agreements whose parties publish a summary. */
    public List<Flow> published() {
        return register.published(clock.instant());
    }

    /**
     * By every agreement in force to which the caller's agency is a party; for the city's own
     * auditors by all. That they look is on the record.
     */
    public Recorded<List<Flow>> of(Caller caller) {
        var pass = gate.admit(Question.of(caller, Act.LIST_AGREEMENTS, new Target.OfList()));
        AgencyCode agency = caller.agency();
        boolean all = caller.is(Role.AUDITOR) && caller.of(Agency.OVERSIGHT);
        return new Recorded<>(
                agency == null ? List.of() : register.of(all ? null : agency, clock.instant()),
                pass.event());
    }
}
