package city.datastore.audit.alerts;

import city.datastore.audit.names.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted; null means any.
 *
 * @param actor a person's id or user name, exactly
 */
public record AlertQuery(
        @Nullable AlertKind kind,
        @Nullable AlertState state,
        @Nullable String actor,
        @Nullable DatasetId dataset) {
    public static final AlertQuery ANY = new AlertQuery(null, null, null, null);
}
