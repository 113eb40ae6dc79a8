package city.datastore.access.policy;

import static city.datastore.access.policy.Act.*;
import static city.datastore.access.policy.Finding.lacks;
import static city.datastore.access.policy.PersonConditions.*;
import static city.datastore.access.policy.RoleConditions.*;

import city.datastore.access.identity.Role;
import java.util.List;
import java.util.Set;

/** Who reads data, and who publishes it. */
final class RulesOfReading {
    static final List<Rule> ALL =
            List.of(
                    // Content
                    new Rule.Forbid(
                            "administrators-cannot-read",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "A platform administrator never reads content, whatever other roles they"
                                    + " have.",
                            c -> c.caller().is(Role.PLATFORM_ADMIN),
                            _ ->
                                    lacks(
                                            "administrators-cannot-read",
                                            "A platform administrator never reads content, whatever"
                                                    + " other roles they have.",
                                            "Ask an officer with a grant, or sign in as somebody who"
                                                    + " is not a platform administrator.")),
                    Rule.Forbid.ofOwner(
                            "person-barred",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads what its owner has barred them from.",
                            Prohibited::barred,
                            Prohibited::sayBarred),
                    Rule.Forbid.ofOwner(
                            "dataset-frozen",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset that its owner has frozen, its own data stewards"
                                    + " neither.",
                            Prohibited::frozen,
                            Prohibited::sayFrozen),
                    Rule.Forbid.ofOwner(
                            "dataset-embargoed",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody but a data steward of the owner reads a dataset before its"
                                    + " embargo ends.",
                            Prohibited::embargoed,
                            Prohibited::sayEmbargoed),
                    Rule.Forbid.ofOwner(
                            "condition-unreadable",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset on which a condition of its owner cannot be"
                                    + " understood.",
                            Demanded::unreadable,
                            Demanded::sayUnreadable),
                    Rule.Forbid.ofOwner(
                            "outside-hours",
                            Set.of(READ_CONTENT),
                            "Nobody reads outside the hours that the owner set, unless in an"
                                    + " emergency.",
                            Demanded::outsideHours,
                            Demanded::sayHours),
                    Rule.Forbid.ofOwner(
                            "second-factor-required",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads without a second factor what its owner lets people read"
                                    + " only with one.",
                            Demanded::withoutSecondFactor,
                            Demanded::saySecondFactor),
                    Rule.Forbid.ofOwner(
                            "outside-network",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads from outside the networks that the owner set, or from"
                                    + " where it is not known.",
                            Demanded::outsideNetwork,
                            Demanded::sayNetwork),
                    Rule.Forbid.ofOwner(
                            "role-policy-unreadable",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads a dataset on which a role policy of its owner cannot be"
                                    + " understood.",
                            LetIn::unreadable,
                            LetIn::sayUnreadable),
                    Rule.Forbid.ofOwner(
                            "role-not-let-in",
                            Set.of(READ_CONTENT, OPEN_EMERGENCY),
                            "Nobody reads without a role that the role policies of the owner name"
                                    + " for how they would read.",
                            LetIn::inNoRole,
                            LetIn::sayInNoRole,
                            LetIn::sayLetIn),
                    new Rule.Allow(
                            "read-under-agreement",
                            Set.of(READ_CONTENT),
                            "An officer reads content under an agreement and a grant",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    AgreementConditions.EXISTS,
                                    AgreementConditions.NAMES_DATASET,
                                    AgreementConditions.AGENCY_RECEIVES,
                                    AgreementConditions.IN_FORCE,
                                    AgreementConditions.PURPOSE_NAMED,
                                    AgreementConditions.PURPOSE_COVERED,
                                    AgreementConditions.READING_COVERED,
                                    GrantConditions.HELD,
                                    GrantConditions.IN_FORCE,
                                    GrantConditions.READING_COVERED,
                                    GrantConditions.COLUMNS_LEFT)),
                    new Rule.Allow(
                            "read-own-data",
                            Set.of(READ_CONTENT),
                            "A data steward reads content of their own agency",
                            List.of(
                                    KNOWN_AGENCY,
                                    WORKS_FOR_OWNER,
                                    STEWARD,
                                    EmergencyConditions.NONE_NAMED)),
                    new Rule.Allow(
                            "read-in-emergency",
                            Set.of(READ_CONTENT),
                            "An officer on duty reads content about one person in an emergency",
                            List.of(
                                    KNOWN_AGENCY,
                                    OFFICER,
                                    EmergencyConditions.NAMED,
                                    EmergencyConditions.THEIRS,
                                    EmergencyConditions.RUNNING,
                                    EmergencyConditions.ARRANGED,
                                    EmergencyConditions.SAME_IDENTIFIER,
                                    EmergencyConditions.ON_DUTY,
                                    EmergencyConditions.COLUMNS_LEFT,
                                    EmergencyConditions.SECOND_FACTOR)),
                    // Datasets
                    new Rule.Allow(
                            "publish-own-data",
                            Set.of(CREATE_DATASET, UPLOAD_VERSION, DECLARE_IDENTIFIERS),
                            "A data steward publishes datasets of their own agency",
                            List.of(KNOWN_AGENCY, WORKS_FOR_OWNER, STEWARD)),
                    new Rule.Allow(
                            "see-own-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "Staff of the owner see that a hidden dataset exists",
                            List.of(KNOWN_AGENCY, ANY_ROLE, WORKS_FOR_OWNER)),
                    new Rule.Allow(
                            "see-promised-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "Staff of an agency to which it was promised see that a hidden dataset"
                                    + " exists",
                            List.of(
                                    KNOWN_AGENCY,
                                    PERSONS_ROLE,
                                    AgreementConditions.SOME_EXISTS,
                                    AgreementConditions.NAMES_DATASET,
                                    AgreementConditions.AGENCY_RECEIVES,
                                    AgreementConditions.APPROVED_AND_NOT_ENDED)),
                    new Rule.Allow(
                            "oversee-hidden-dataset",
                            Set.of(SEE_HIDDEN_DATASET),
                            "An auditor of the city sees that a hidden dataset exists",
                            List.of(KNOWN_AGENCY, OF_OVERSIGHT, AUDITOR)));

    private RulesOfReading() {}
}
