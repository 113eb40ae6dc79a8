package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.OwnerRuleAsk;
import city.datastore.access.ownerrules.OwnerRuleException;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an owner fills in.
 *
 * @param dataset null: every dataset of the owner
 * @param roles codes of roles by the code of an action; every action has to be there, so that
 *     nobody is shut out by what was forgotten, and one with no role shuts everybody out
 * @param replaces version in force that it takes the place of, 0 where none is
 */
public record RolePolicyAsk(
        @Nullable DatasetId dataset, Map<String, List<String>> roles, int replaces, String reason)
        implements OwnerRuleAsk {
    /** Those that an owner can name: a role that never reads is not among them. */
    public static final List<Role> NAMEABLE =
            Arrays.stream(Role.values())
                    .filter(role -> role != Role.PLATFORM_ADMIN && role != Role.ENFORCEMENT_POINT)
                    .toList();

    public RolePolicyAsk {
        roles = Map.copyOf(roles);
    }

    RoleMatrix.Named checked(AgencyCode owner) {
        checkDataset(owner, "choose your own data");
        faults().stream()
                .findFirst()
                .ifPresent(fault -> {
                    throw fault;
                });
        var rows = new EnumMap<ReadingAction, Set<Role>>(ReadingAction.class);
        roles.forEach((action, names) ->
                ReadingAction.of(action)
                        .ifPresent(known -> rows.put(known, row("roles." + action, names))));
        return new RoleMatrix.Named(rows);
    }

    /** What is wrong with the roles: the first fault of each action, in their order. */
    public List<OwnerRuleException.BadField> faults() {
        var faults = new ArrayList<OwnerRuleException.BadField>();
        for (var action : ReadingAction.values()) {
            var field = "roles." + action.code();
            var names = roles.get(action.code());
            if (names == null) {
                faults.add(
                        new OwnerRuleException.BadField(
                                field,
                                "say which roles may, and an empty list where nobody may:"
                                        + " what is left out is not guessed"));
                continue;
            }
            try {
                row(field, names);
            } catch (OwnerRuleException.BadField e) {
                faults.add(e);
            }
        }
        roles.keySet().stream()
                .filter(code -> ReadingAction.of(code).isEmpty())
                .sorted()
                .map(code ->
                        new OwnerRuleException.BadField(
                                "roles",
                                "“%s” is no way of reading: there are %s"
                                        .formatted(bounded(code), actions())))
                .forEach(faults::add);
        return faults;
    }

    private static Set<Role> row(String field, List<String> names) {
        var row = EnumSet.noneOf(Role.class);
        for (var name : names) {
            row.add(
                    Role.of(name)
                            .filter(NAMEABLE::contains)
                            .orElseThrow(() ->
                                    new OwnerRuleException.BadField(
                                            field,
                                            "“%s” is no role that can read: there are %s"
                                                    .formatted(bounded(name), nameable()))));
        }
        return row;
    }

    private static String nameable() {
        return NAMEABLE.stream().map(Role::code).collect(Collectors.joining(", "));
    }

    private static String actions() {
        return Arrays.stream(ReadingAction.values())
                .map(ReadingAction::code)
                .collect(Collectors.joining(", "));
    }

    private static String bounded(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
