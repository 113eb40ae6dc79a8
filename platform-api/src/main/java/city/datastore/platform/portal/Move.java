package city.datastore.platform.portal;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.Role;
import city.datastore.access.policy.Act;
import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.Agreements;
import city.datastore.agreements.Offices;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.VariationSigning;
import city.datastore.agreements.Varied;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step that a lead can take an agreement, as a page of its own. */
enum Move {
    PROPOSE("propose", Act.PROPOSE_AGREEMENT, Said.NOTHING),
    APPROVE("approve", Act.APPROVE_AGREEMENT, Said.COMMENT),
    SIGN_OFF("sign-off", Act.SIGN_OFF_AGREEMENT, Said.COMMENT),
    ADVISE("advise", Act.SIGN_OFF_AGREEMENT, Said.REASON),
    RETURN("return", Act.RETURN_AGREEMENT, Said.REASON),
    SUSPEND("suspend", Act.SUSPEND_AGREEMENT, Said.REASON),
    RESUME("resume", Act.RESUME_AGREEMENT, Said.NOTHING),
    LEAVE("leave", Act.LEAVE_AGREEMENT, Said.REASON),
    TERMINATE("terminate", Act.TERMINATE_AGREEMENT, Said.REASON),
    /** Of the next version only. */
    WITHDRAW("withdraw", Act.VARY_AGREEMENT, Said.REASON);

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

    /** Whether it is for what they are at their agency. */
    boolean isFor(Caller caller) {
        return switch (this) {
            case SIGN_OFF -> caller.is(Role.SIRO) || caller.is(Role.CALDICOTT_GUARDIAN);
            case ADVISE -> caller.is(Role.DPO);
            default -> caller.is(Role.IG_LEAD);
        };
    }

    /** Whether somebody puts their name to the agreement. */
    public boolean signs() {
        return this == PROPOSE || this == APPROVE || this == SIGN_OFF || this == ADVISE;
    }

    /** The office in which the caller signs by it, by its code. */
    String office(Caller caller, Agreement agreement) {
        return switch (this) {
            case SIGN_OFF -> Offices.open(caller, agreement).orElse(Role.SIRO.code());
            case ADVISE -> Offices.ADVISER;
            default -> Signatories.LEAD;
        };
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

    /** Whether their party could make it now; the gate says whether this person may. */
    boolean possibleFor(Caller caller, AgencyCode agency, Agreement agreement) {
        return switch (agreement) {
            case Agreement.Draft _ -> this == PROPOSE;
            case Agreement.Proposed it -> this == RETURN || signable(caller, agency, it);
            case Agreement.Active it ->
                    switch (this) {
                        case SUSPEND, TERMINATE -> it.hasSigned(agency);
                        case LEAVE -> leaves(it, agency);
                        case PROPOSE, RETURN, RESUME, WITHDRAW -> false;
                        case APPROVE, SIGN_OFF, ADVISE -> signable(caller, agency, it);
                    };
            case Agreement.Suspended it ->
                    switch (this) {
                        case RESUME -> it.resumableBy(agency);
                        case TERMINATE -> it.hasSigned(agency);
                        case LEAVE -> leaves(it, agency);
                        case PROPOSE, APPROVE, SIGN_OFF, ADVISE, RETURN, SUSPEND, WITHDRAW -> false;
                    };
            case Agreement.Expired _, Agreement.Terminated _, Agreement.Superseded _ -> false;
        };
    }

    private boolean signable(Caller caller, AgencyCode agency, Agreement.Offered agreement) {
        var signatories = agreement.signatories();
        return !signatories.left(agency)
                && switch (this) {
                    case APPROVE -> signatories.missing(agency).contains(Signatories.LEAD);
                    case SIGN_OFF -> Offices.open(caller, agreement).isPresent();
                    case ADVISE ->
                            caller.is(Role.DPO)
                                    && signatories.signature(agency, Offices.ADVISER).isEmpty();
                    default -> false;
                };
    }

    /** Of two parties neither leaves: that would be to terminate it. */
    private static boolean leaves(Agreement.Offered agreement, AgencyCode agency) {
        return agreement.head().parties().size() > 2 && !agreement.signatories().left(agency);
    }

    /** The same move as the domain makes it, for looking ahead; empty where it changes nothing. */
    Optional<Function<Signature, city.datastore.agreements.Move>> foreseen(
            Caller caller, Agreement agreement) {
        return switch (this) {
            case APPROVE -> Optional.of(city.datastore.agreements.Move.Approve::new);
            case SUSPEND -> Optional.of(city.datastore.agreements.Move.Suspend::new);
            case RESUME -> Optional.of(city.datastore.agreements.Move.Resume::new);
            case LEAVE -> Optional.of(city.datastore.agreements.Move.Leave::new);
            case TERMINATE -> Optional.of(city.datastore.agreements.Move.Terminate::new);
            case SIGN_OFF ->
                    Offices.open(caller, agreement)
                            .map(office ->
                                    by -> new city.datastore.agreements.Move.SignOff(by, office));
            case PROPOSE, ADVISE, RETURN, WITHDRAW -> Optional.empty();
        };
    }

    /**
     * What somebody sent with it.
     *
     * @param office in which they sign off, as the page said: they may hold another one, too
     * @param read digest of the terms that the page showed, null where it said none
     */
    record Sent(String text, String office, @Nullable String read) {
        private static final int MAX_OFFICE = 40;

        static Sent of(Fields fields) {
            return new Sent(
                    fields.text("text"), fields.text("office", MAX_OFFICE), fields.given("read"));
        }
    }

    Recorded<Agreement> take(
            Agreements agreements, Caller caller, AgreementRef reference, Sent sent) {
        String text = sent.text();
        String read = sent.read();
        return switch (this) {
            case PROPOSE -> agreements.propose(caller, reference, read);
            case APPROVE -> agreements.approve(caller, reference, text, read);
            case SIGN_OFF -> agreements.signOff(caller, reference, sent.office(), text, read);
            case ADVISE -> agreements.signOff(caller, reference, Offices.ADVISER, text, read);
            case RETURN -> agreements.sendBack(caller, reference, text);
            case SUSPEND -> agreements.suspend(caller, reference, text);
            case RESUME -> agreements.resume(caller, reference);
            case LEAVE -> agreements.leave(caller, reference, text);
            case TERMINATE -> agreements.terminate(caller, reference, text);
            case WITHDRAW -> throw new IllegalStateException("only a next version is withdrawn");
        };
    }

    /** Whether their party could make it now on the next version of an agreement in force. */
    boolean possibleFor(Caller caller, AgencyCode agency, Varied varied) {
        boolean standsBy = varied.now().hasSigned(agency);
        return switch (varied.next()) {
            case Agreement.Draft _ -> standsBy && (this == PROPOSE || this == WITHDRAW);
            case Agreement.Proposed it ->
                    this == RETURN
                            || (this == WITHDRAW && standsBy)
                            || signable(caller, agency, it);
            default -> false;
        };
    }

    Recorded<Agreement> take(
            VariationSigning variations, Caller caller, AgreementRef reference, Sent sent) {
        String text = sent.text();
        String read = sent.read();
        return switch (this) {
            case PROPOSE -> variations.propose(caller, reference, read);
            case APPROVE -> variations.approve(caller, reference, text, read);
            case SIGN_OFF -> variations.signOff(caller, reference, sent.office(), text, read);
            case ADVISE -> variations.signOff(caller, reference, Offices.ADVISER, text, read);
            case RETURN -> variations.sendBack(caller, reference, text);
            case WITHDRAW -> variations.withdraw(caller, reference, text);
            case SUSPEND, RESUME, LEAVE, TERMINATE ->
                    throw new IllegalStateException("a next version has no such step: " + this);
        };
    }
}
