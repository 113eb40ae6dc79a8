package city.datastore.access.policy;

import city.datastore.access.identity.Caller;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.EmergencyId;
import city.datastore.audit.names.PurposeCode;
import org.jspecify.annotations.Nullable;

/**
 * May this caller do this to that?
 *
 * @param agreement the agreement they rely on, null where none is named
 * @param purpose what they need it for, null where none is named
 * @param emergency the emergency access they rely on, null where none is named; then no agreement
 *     and no grant counts
 */
public record Question(
        Caller caller,
        Act act,
        Target target,
        @Nullable AgreementRef agreement,
        @Nullable PurposeCode purpose,
        @Nullable EmergencyId emergency) {

    /** Without an emergency. */
    public Question(
            Caller caller,
            Act act,
            Target target,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose) {
        this(caller, act, target, agreement, purpose, null);
    }

    /** The same, asked by somebody else. */
    public Question by(Caller other) {
        return new Question(other, act, target, agreement, purpose, emergency);
    }

    public static Question of(Caller caller, Act act, Target target) {
        return new Question(caller, act, target, null, null);
    }
}
