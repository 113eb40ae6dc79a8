package city.datastore.platform.api;

import city.datastore.access.requests.Grant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's right to use a dataset under an agreement.
 *
 * @param state {@code active}, {@code expired} or {@code revoked}; its agreement is not looked at
 * @param accessRequest the request that it answers
 * @param renews the grant that it continues
 */
record GrantJson(
        String id,
        String state,
        String accessRequest,
        PersonJson holder,
        String agency,
        String dataset,
        String agreement,
        String purpose,
        List<String> actions,
        Object columns,
        Instant from,
        Instant until,
        PersonJson grantedBy,
        Instant grantedAt,
        @Nullable Revocation revocation,
        @Nullable String renews) {

    /** Who ended it before its time, when and why. */
    record Revocation(PersonJson by, Instant at, String reason) {}

    static GrantJson of(Grant grant, Instant now) {
        var held = grant.held();
        var ended = grant.revocation();
        return new GrantJson(
                held.id().toString(),
                grant.stateAt(now),
                grant.request().toString(),
                new PersonJson(held.holder().value(), grant.holderName()),
                held.agency().value(),
                held.dataset().toString(),
                held.agreement().value(),
                held.purpose().value(),
                held.actions().stream().map(each -> each.value()).sorted().toList(),
                ColumnsJson.of(held.columns()),
                held.from(),
                held.until(),
                new PersonJson(grant.grantedBy().value(), grant.grantedByName()),
                grant.grantedAt(),
                ended == null
                        ? null
                        : new Revocation(
                                new PersonJson(ended.by().value(), ended.byName()),
                                ended.at(),
                                ended.reason()),
                grant.renews() == null ? null : grant.renews().toString());
    }
}
