package city.datastore.access.index;

import city.datastore.access.policy.AccessCondition;
import city.datastore.access.policy.Permit;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.RolePolicy;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts that take the place of those that the index has under the same key. */
sealed interface Change {
    /** What an agreement promises now; null where there is no such agreement any more. */
    record OfPermit(AgreementRef agreement, @Nullable Permit permit) implements Change {}

    /** Every grant that a person has on a dataset now. */
    record OfGrants(PersonId holder, DatasetId dataset, List<Holding> grants) implements Change {}

    /** Everything that an owner forbids now. */
    record OfProhibitions(AgencyCode owner, List<Prohibition> prohibitions) implements Change {}

    /** Every condition of access that an owner has set now. */
    record OfConditions(AgencyCode owner, List<AccessCondition> conditions) implements Change {}

    /** Every role policy of an owner that is in force now. */
    record OfRolePolicies(AgencyCode owner, List<RolePolicy> policies) implements Change {}
}
