package city.datastore.platform.api;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles of a role policy by way of reading; null where it cannot be understood. */
final class RolesJson {
    private RolesJson() {}

    static @Nullable Map<String, List<String>> of(RoleMatrix roles) {
        return switch (roles) {
            case RoleMatrix.Unreadable _ -> null;
            case RoleMatrix.Named named -> rows(named);
        };
    }

    private static Map<String, List<String>> rows(RoleMatrix.Named named) {
        var rows = new LinkedHashMap<String, List<String>>();
        for (var action : ReadingAction.values()) {
            rows.put(action.code(), named.of(action).stream().map(Role::code).toList());
        }
        return rows;
    }
}
