package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreements;
import city.datastore.audit.event.Recorded;
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
        return this == TERMINATE;
    }

    /** Whether it stops people reading. */
    public boolean stops() {
        return this == SUSPEND || this == TERMINATE;
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

    boolean possibleFrom(Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _ -> this == PROPOSE;
            case Agreement.Proposed _ -> this == APPROVE || this == RETURN;
            case Agreement.Active _ -> this == SUSPEND || this == TERMINATE;
            case Agreement.Suspended _ -> this == RESUME || this == TERMINATE;
            case Agreement.Expired _, Agreement.Terminated _ -> false;
        };
    }

    Recorded<Agreement> take(
            Agreements agreements, Caller caller, AgreementRef reference, String text) {
        return switch (this) {
            case PROPOSE -> agreements.propose(caller, reference);
            case APPROVE -> agreements.approve(caller, reference, text);
            case RETURN -> agreements.sendBack(caller, reference, text);
            case SUSPEND -> agreements.suspend(caller, reference, text);
            case RESUME -> agreements.resume(caller, reference);
            case TERMINATE -> agreements.terminate(caller, reference, text);
        };
    }
}
