package city.datastore.access.policy;

import static city.datastore.access.policy.PersonConditions.is;

import city.datastore.access.identity.Role;

/** That somebody has a role. */
final class RoleConditions {
    static final Condition OFFICER = is(Role.OFFICER);
    static final Condition STEWARD = is(Role.DATA_STEWARD);
    static final Condition LEAD = is(Role.IG_LEAD);
    static final Condition AUDITOR = is(Role.AUDITOR);
    static final Condition ENFORCER = is(Role.ENFORCEMENT_POINT);
    static final Condition ADMINISTRATOR = is(Role.PLATFORM_ADMIN);

    private RoleConditions() {}
}
