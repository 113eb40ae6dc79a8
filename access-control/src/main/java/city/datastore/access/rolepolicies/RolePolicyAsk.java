package city.datastore.access.rolepolicies;

import city.datastore.access.identity.Role;
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
        @Nullable DatasetId dataset, Map<String, List<String>> roles, int replaces, String reason) {
    /** Most characters of a reason. */
    public static final int MAX_TEXT = 2000;

    /** Those that an owner can name: a role that never reads is not among them. */
    public static final List<Role> NAMEABLE =
            Arrays.stream(Role.values())
                    .filter(role -> role != Role.PLATFORM_ADMIN && role != Role.ENFORCEMENT_POINT)
                    .toList();

    public RolePolicyAsk {
        roles = Map.copyOf(roles);
    }

    RoleMatrix.Named checked(AgencyCode owner) {
        if (dataset != null && !dataset.agency().equals(owner)) {
            throw new RolePolicyException.BadField(
                    "dataset",
                    dataset + " belongs to " + dataset.agency() + ": choose your own data");
        }
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
    public List<RolePolicyException.BadField> faults() {
        var faults = new ArrayList<RolePolicyException.BadField>();
        for (var action : ReadingAction.values()) {
            var field = "roles." + action.code();
            var names = roles.get(action.code());
            if (names == null) {
                faults.add(
                        new RolePolicyException.BadField(
                                field,
                                "say which roles may, and an empty list where nobody may:"
                                        + " what is left out is not guessed"));
                continue;
            }
            try {
                row(field, names);
            } catch (RolePolicyException.BadField e) {
                faults.add(e);
            }
        }
        roles.keySet().stream()
                .filter(code -> ReadingAction.of(code).isEmpty())
                .sorted()
                .map(code ->
                        new RolePolicyException.BadField(
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
                                    new RolePolicyException.BadField(
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

    /** Text that has to be there, without the space around it. */
    static String text(String text, String whatFor) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new RolePolicyException.BadField("reason", whatFor);
        }
        if (trimmed.length() > MAX_TEXT) {
            throw new RolePolicyException.BadField(
                    "reason",
                    "the text is "
                            + trimmed.length()
                            + " characters long, it can have at most "
                            + MAX_TEXT);
        }
        return trimmed;
    }
}
