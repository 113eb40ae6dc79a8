package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of a role policy in words: a way of reading, and the roles that may.
 *
 * @param note what else it takes, null where there is nothing to say
 */
record RoleRow(String title, String roles, @Nullable String note) {
    /** A row for each way of reading; none where it cannot be understood. */
    static List<RoleRow> of(RoleMatrix roles, Words words) {
        return roles instanceof RoleMatrix.Named named
                ? Arrays.stream(ReadingAction.values())
                        .map(action -> row(action, named.of(action), words))
                        .toList()
                : List.of();
    }

    private static RoleRow row(ReadingAction action, List<Role> roles, Words words) {
        var title = words.say("role-policy.action." + action.code());
        if (roles.isEmpty()) {
            return new RoleRow(title, words.say("role-policy.nobody"), null);
        }
        return new RoleRow(
                title,
                roles.stream().map(role -> word(role, words)).collect(Collectors.joining(", ")),
                roles.contains(action.needed())
                        ? null
                        : words.say("role-policy.also", word(action.needed(), words)));
    }

    static String word(Role role, Words words) {
        return words.say("role-policy.role." + role.code());
    }
}
