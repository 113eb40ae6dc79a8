package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.Optional;

/** A step that a lead can take an agreement, as a page of its own. */
enum Move {
    PROPOSE("propose", Act.PROPOSE_AGREEMENT, Said.NOTHING),
    APPROVE("approve", Act.APPROVE_AGREEMENT, Said.COMMENT),
    RETURN("return", Act.RETURN_AGREEMENT, Said.REASON),
    SUSPEND("suspend", Act.SUSPEND_AGREEMENT, Said.REASON),
    RESUME("resume", Act.RESUME_AGREEMENT, Said.NOTHING),
    LEAVE("leave", Act.LEAVE_AGREEMENT, Said.REASON),
    TERMINATE("terminate", Act.TERMINATE_AGREEMENT, Said.REASON);

    private final String code;
    private final Act act;
    private final Said said;

    /** What is to be said with it. */
    enum Said {
        NOTHING,
        /** May be left out. */
        COMMENT,
        /** Has to be given. */
        REASON
    }

    Move(String code, Act act, Said said) {
        this.code = code;
        this.act = act;
        this.said = said;
    }

    /** Its name in addresses and in the wording file. */
    public String code() {
        return code;
    }

    public boolean isFinal() {
        return this == TERMINATE || this == LEAVE;
    }

    /** Whether it stops people reading. */
    public boolean stops() {
        return this == SUSPEND || isFinal();
    }

    public boolean asks() {
        return said != Said.NOTHING;
    }

    boolean demands() {
        return said == Said.REASON;
    }

    Act act() {
        return act;
    }

    static Optional<Move> of(String code) {
        return Arrays.stream(values()).filter(move -> move.code.equals(code)).findFirst();
    }

    /** Whether a party could make it now; the gate says whether this person may. */
    boolean possibleFor(AgencyCode agency, Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _ -> this == PROPOSE;
            case Agreement.Proposed it ->
                    this == RETURN || (this == APPROVE && it.signatories().waitsFor(agency));
            case Agreement.Active it ->
                    switch (this) {
                        case APPROVE -> it.signatories().waitsFor(agency);
                        case SUSPEND, TERMINATE -> it.hasSigned(agency);
                        case LEAVE -> leaves(it, agency);
                        case PROPOSE, RETURN, RESUME -> false;
                    };
            case Agreement.Suspended it ->
                    switch (this) {
                        case RESUME -> it.resumableBy(agency);
                        case TERMINATE -> it.hasSigned(agency);
                        case LEAVE -> leaves(it, agency);
                        case PROPOSE, APPROVE, RETURN, SUSPEND -> false;
                    };
            case Agreement.Expired _, Agreement.Terminated _, Agreement.Superseded _ -> false;
        };
    }

    /** Of two parties neither leaves: that would be to terminate it. */
    private static boolean leaves(Agreement.Offered agreement, AgencyCode agency) {
        return agreement.head().parties().size() > 2 && !agreement.signatories().left(agency);
    }

    Recorded<Agreement> take(
            Agreements agreements, Caller caller, AgreementRef reference, String text) {
        return switch (this) {
            case PROPOSE -> agreements.propose(caller, reference);
            case APPROVE -> agreements.approve(caller, reference, text);
            case RETURN -> agreements.sendBack(caller, reference, text);
            case SUSPEND -> agreements.suspend(caller, reference, text);
            case RESUME -> agreements.resume(caller, reference);
            case LEAVE -> agreements.leave(caller, reference, text);
            case TERMINATE -> agreements.terminate(caller, reference, text);
        };
    }
}
