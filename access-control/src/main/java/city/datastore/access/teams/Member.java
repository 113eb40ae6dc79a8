package city.datastore.access.teams;

import city.datastore.audit.names.GrantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a requester named.
 *
 * @param name user name, in small letters
 * @param state whether they have accepted, have declined, or have been named only
 * @param answeredAt null until they accept or decline
 * @param grant what they hold since they accepted
 */
public record Member(
        String name, String state, @Nullable Instant answeredAt, @Nullable GrantId grant) {}
