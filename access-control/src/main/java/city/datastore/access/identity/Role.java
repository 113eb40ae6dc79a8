package city.datastore.access.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a person may be at their agency, as the identity provider names it. */
public enum Role {
    /** Looks for data, asks for access and reads. */
    OFFICER("officer"),
    /** Publishes the agency's datasets. */
    DATA_STEWARD("data-steward"),
    /** Draws up agreements and decides requests. */
    IG_LEAD("ig-lead"),
    /** Reads the record. */
    AUDITOR("auditor"),
    /** Senior information risk owner: answers for the risk, and signs agreements off. */
    SIRO("siro"),
    /** Guards health and social care data, and signs agreements about them off. */
    CALDICOTT_GUARDIAN("caldicott-guardian"),
    /** Data protection officer: advises (UK GDPR Articles 38 and 39) and decides nothing. */
    DPO("dpo"),
    /**
     * A system of the agency that guards data by what the gate says (AuthZEN); cannot read data.
     */
    ENFORCEMENT_POINT("enforcement-point"),
    /** Looks after agencies and keys; cannot read data. */
    PLATFORM_ADMIN("platform-admin");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The role of that name; an unknown name gives no role and so no right. */
    public static Optional<Role> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
