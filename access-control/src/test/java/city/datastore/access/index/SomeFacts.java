package city.datastore.access.index;

import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.policy.ColumnScope;
import city.datastore.access.policy.HeldGrant;
import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Permits and grants of which only what a test is about differs. */
final class SomeFacts {
    private SomeFacts() {}

    /** Brent gives its spending to the GLA. */
    static Permit promise(AgreementRef agreement, Permit.Standing standing) {
        return promise(agreement, standing, SPEND);
    }

    static Permit promise(AgreementRef agreement, Permit.Standing standing, DatasetId dataset) {
        return new Permit(
                agreement,
                1,
                standing,
                FROM,
                UNTIL,
                Set.of(dataset.agency(), GLA),
                Set.of(GLA),
                Map.of(dataset, AGREED),
                Set.of(ANALYSIS),
                Set.of(PermittedAction.READ),
                Map.of(),
                Map.of());
    }

    /** To somebody of the GLA. */
    static HeldGrant given(long id, PersonId holder, DatasetId dataset, AgreementRef agreement) {
        return given(id, holder, dataset, agreement, false);
    }

    static HeldGrant given(
            long id, PersonId holder, DatasetId dataset, AgreementRef agreement, boolean revoked) {
        return new HeldGrant(
                new GrantId(new UUID(0x7000L, Long.MIN_VALUE + id)),
                holder,
                GLA,
                dataset,
                agreement,
                ANALYSIS,
                Set.of(PermittedAction.READ),
                ColumnScope.ALL,
                FROM,
                UNTIL,
                revoked);
    }
}
