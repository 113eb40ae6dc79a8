package city.datastore.agreements;

import city.datastore.access.identity.Caller;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import java.util.List;

/**
 * The use cases of agreements; each goes through the gate first and changes the register in one
 * transaction.
 */
public final class Agreements {

    public Recorded<Agreement> draft(Caller caller, Terms terms) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param expectedRevision the revision the caller read
     */
    public Recorded<Agreement> edit(
            Caller caller, AgreementRef reference, long expectedRevision, Terms terms) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Agreement> propose(Caller caller, AgreementRef reference) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Agreement> approve(Caller caller, AgreementRef reference, String comment) {
        throw new UnsupportedOperationException();
    }

    /** Back to draft. */
    public Recorded<Agreement> sendBack(Caller caller, AgreementRef reference, String comment) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Agreement> suspend(Caller caller, AgreementRef reference, String reason) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Agreement> resume(Caller caller, AgreementRef reference) {
        throw new UnsupportedOperationException();
    }

    public Recorded<Agreement> terminate(Caller caller, AgreementRef reference, String reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * One agreement, for its parties and auditors within scope; the event is the decision to show
     * it.
     */
    public Recorded<Agreement> see(Caller caller, AgreementRef reference) {
        throw new UnsupportedOperationException();
    }

    public Recorded<List<Step>> history(Caller caller, AgreementRef reference) {
        throw new UnsupportedOperationException();
    }

    /** Agreements that the caller may see, newest first. */
    public Page<Agreement> find(Caller caller, AgreementQuery query, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
