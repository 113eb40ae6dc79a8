package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import java.util.List;
import java.util.Set;

/** Who lays down for whom data is there, on behalf of its owner. */
final class RulesOfOwners {
    static final List<Rule> ALL =
            List.of(
                    new Rule.Forbid(
                            "own-bar",
                            Set.of(LIFT_PROHIBITION),
                            "Nobody lifts a bar on themselves.",
                            c ->
                                    c.question().target() instanceof Target.OfProhibition one
                                            && one.person() != null
                                            && Prohibition.names(c.caller(), one.person()),
                            c ->
                                    lacks(
                                            "own-bar",
                                            "This bar is on you, so you cannot lift it.",
                                            "Ask another information governance lead of "
                                                    + c.agencyName()
                                                    + ".")),
                    new Rule.Allow(
                            "forbid-on-own-data",
                            Set.of(SET_PROHIBITION, LIFT_PROHIBITION, LIST_PROHIBITIONS),
                            "An information governance lead of the owner forbids, and lifts what was"
                                    + " forbidden,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-prohibitions",
                            Set.of(LIST_PROHIBITIONS),
                            "An auditor of the owner sees what it forbids",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-prohibitions",
                            Set.of(LIST_PROHIBITIONS),
                            "An auditor of the city sees what owners forbid",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)),
                    new Rule.Allow(
                            "set-conditions-on-own-data",
                            Set.of(SET_CONDITION, END_CONDITION, LIST_CONDITIONS),
                            "An information governance lead of the owner sets conditions of access,"
                                    + " and ends them,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-conditions",
                            Set.of(LIST_CONDITIONS),
                            "An auditor of the owner sees its conditions of access",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-conditions",
                            Set.of(LIST_CONDITIONS),
                            "An auditor of the city sees the conditions of access that owners set",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)),
                    new Rule.Allow(
                            "set-role-policies-on-own-data",
                            Set.of(SET_ROLE_POLICY, END_ROLE_POLICY, LIST_ROLE_POLICIES),
                            "An information governance lead of the owner sets role policies, and"
                                    + " ends them,",
                            List.of(KNOWN_AGENCY, LEAD, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "audit-role-policies",
                            Set.of(LIST_ROLE_POLICIES),
                            "An auditor of the owner sees its role policies",
                            List.of(KNOWN_AGENCY, AUDITOR, FORBIDS_FOR_OWNER)),
                    new Rule.Allow(
                            "oversee-role-policies",
                            Set.of(LIST_ROLE_POLICIES),
                            "An auditor of the city sees the role policies that owners set",
                            List.of(KNOWN_AGENCY, AUDITOR, OF_OVERSIGHT)));

    private RulesOfOwners() {}
}
