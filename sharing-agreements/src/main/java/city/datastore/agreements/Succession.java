package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement.Active;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.AgreementException.BadTerms;
import city.datastore.agreements.AgreementException.Fault;
import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.List;
import java.util.stream.Stream;

/** The use case of letting one agreement take another one's place. */
public final class Succession {
    private final Admission admission;
    private final AgreementRegister register;
    private final Changes changes;

    public Succession(Admission admission, AgreementRegister register, Changes changes) {
        this.admission = admission;
        this.register = register;
        this.changes = changes;
    }

    /**
     * Ends it in favour of another one, which is in force and to which the caller's agency has
     * signed as well.
     */
    public Recorded<Agreement> supersede(
            Caller caller, AgreementRef reference, AgreementRef successor) {
        if (successor.equals(reference)) {
            throw new BadTerms(List.of(new Fault("by", reference + " cannot take its own place")));
        }
        admission.admit(caller, reference, Act.SUPERSEDE_AGREEMENT);
        admission.admit(caller, successor, Act.SEE_AGREEMENT);
        Signature by = admission.signature(caller, "Replaced by " + successor);
        return changes.make(
                caller,
                new Move.Supersede(by, successor),
                reference,
                // always in the same order, so that nobody waits for each other
                () -> Stream.of(reference, successor).sorted().forEach(register::lock),
                _ -> requireSuccessor(caller, admission.find(successor)),
                after -> after);
    }

    private static void requireSuccessor(Caller caller, Agreement successor) {
        if (!(successor instanceof Active active)) {
            throw new WrongState(
                    successor.head().reference()
                            + " is "
                            + successor.state()
                            + "; only an active agreement can take another one's place");
        }
        AgencyCode agency = caller.agency();
        if (agency == null || !active.hasSigned(agency)) {
            throw new WrongAgency(
                    agency
                            + " has not signed "
                            + successor.head().reference()
                            + ": sign that first, or name one that it has signed",
                    null);
        }
    }
}
