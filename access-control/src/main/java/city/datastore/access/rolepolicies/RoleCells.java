package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Role;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a matrix of roles is kept in a column: a text for each cell, such as {@code
 * read-under-agreement=officer}. What is not kept like that is a matrix that lets nobody in.
 */
final class RoleCells {
    private static final String IS = "=";

    private RoleCells() {}

    static List<String> of(RoleMatrix matrix) {
        if (!(matrix instanceof RoleMatrix.Named named)) {
            throw new IllegalArgumentException("what nobody understands cannot be kept");
        }
        var cells = new ArrayList<String>();
        for (var action : ReadingAction.values()) {
            named.of(action).forEach(role -> cells.add(action.code() + IS + role.code()));
        }
        return cells;
    }

    /** What they say; never fails. */
    static RoleMatrix read(List<String> cells) {
        Map<ReadingAction, Set<Role>> rows = new EnumMap<>(ReadingAction.class);
        for (var cell : cells) {
            var parts = Arrays.asList(cell.split(IS, 2));
            var action = ReadingAction.of(parts.getFirst());
            var role = parts.size() == 2 ? Role.of(parts.getLast()) : Optional.<Role>empty();
            if (action.isEmpty() || role.isEmpty()) {
                return new RoleMatrix.Unreadable();
            }
            rows.computeIfAbsent(action.get(), _ -> EnumSet.noneOf(Role.class)).add(role.get());
        }
        return new RoleMatrix.Named(rows);
    }
}
