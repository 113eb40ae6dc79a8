package city.datastore.access.policy;

import city.datastore.access.identity.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which roles may read in which way: one row for each action. */
public sealed interface RoleMatrix {
    /** Whether somebody with those roles may, as far as this goes. */
    boolean lets(ReadingAction action, Set<Role> held);

    /** In plain English, a row for each action, separated by semicolons. */
    String words();

    /**
     * What the rules say by themselves, where no owner narrows them.
     *
     * @return the one role for each action that the rules ask for
     */
    static Named builtIn() {
        return new Named(
                Arrays.stream(ReadingAction.values())
                        .collect(
                                Collectors.toMap(
                                        action -> action, action -> Set.of(action.needed()))));
    }

    /**
     * Roles by name.
     *
     * @param roles of which one suffices; an action without any is refused to everybody
     */
    record Named(Map<ReadingAction, Set<Role>> roles) implements RoleMatrix {
        public Named {
            var rows = new EnumMap<ReadingAction, Set<Role>>(ReadingAction.class);
            for (var action : ReadingAction.values()) {
                rows.put(action, Set.copyOf(roles.getOrDefault(action, Set.of())));
            }
            roles = Collections.unmodifiableMap(rows);
        }

        /** Of which one suffices, in a fixed order. */
        public List<Role> of(ReadingAction action) {
            return roles.getOrDefault(action, Set.of()).stream().sorted().toList();
        }

        @Override
        public boolean lets(ReadingAction action, Set<Role> held) {
            var wanted = roles.get(action);
            return wanted != null && wanted.stream().anyMatch(held::contains);
        }

        @Override
        public String words() {
            return Arrays.stream(ReadingAction.values())
                    .map(action -> action.words() + ": " + said(of(action)))
                    .collect(Collectors.joining("; "));
        }

        private static String said(List<Role> some) {
            return some.isEmpty()
                    ? "nobody"
                    : some.stream().map(Role::code).collect(Collectors.joining(" or "));
        }
    }

    /** Something that is written where role policies are kept, and cannot be understood. */
    record Unreadable() implements RoleMatrix {
        @Override
        public boolean lets(ReadingAction action, Set<Role> held) {
            return false;
        }

        @Override
        public String words() {
            return "nobody in any way, because it cannot be understood";
        }
    }
}
