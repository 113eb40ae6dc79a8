package city.datastore.access.policy;

import static city.datastore.access.policy.Finding.lacks;

import city.datastore.access.identity.Role;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the rules on role policies look for, and their words. */
final class LetIn {
    private LetIn() {}

    static boolean unreadable(Case c) {
        for (var policy : standing(c)) {
            if (policy.roles() instanceof RoleMatrix.Unreadable) {
                return true;
            }
        }
        return false;
    }

    /** That a policy cannot be understood is a reason of its own. */
    static boolean inNoRole(Case c) {
        return shutting(c) != null;
    }

    static Finding.Lacks sayUnreadable(Case c) {
        return lacks(
                "role-policy-unreadable",
                "The role policy that "
                        + c.ownerName()
                        + " set on "
                        + c.datasetName()
                        + " cannot be understood, so nobody can read it.",
                "Ask " + c.leadOf(c.owner()) + " to set that role policy again.");
    }

    static Finding.Lacks sayInNoRole(Case c) {
        var policy = shutting(c);
        var roles =
                policy != null && policy.roles() instanceof RoleMatrix.Named named
                        ? named.of(action(c))
                        : List.<Role>of();
        var owner = c.ownerName();
        var reading = "read " + c.datasetName() + " " + action(c).words();
        if (roles.isEmpty()) {
            return lacks(
                    "role-not-let-in",
                    owner + " lets nobody " + reading + ", in whichever role.",
                    "Ask " + c.leadOf(c.owner()) + " about it.");
        }
        var some = listed(roles);
        return lacks(
                "role-not-let-in",
                owner + " lets people " + reading + " only in the role " + some + ".",
                "Ask a colleague who has the role "
                        + some
                        + " as well, or "
                        + c.leadOf(c.owner())
                        + " to change the role policy.");
    }

    /** What a yes rests on besides, where the owner narrowed it. */
    static Finding.@Nullable Holds sayLetIn(Case c) {
        var standing = standing(c);
        return standing.isEmpty()
                ? null
                : new Finding.Holds(
                        "role-let-in",
                        () ->
                                standing.stream()
                                        .map(each -> words(c, each))
                                        .collect(Collectors.joining(" ")));
    }

    private static String words(Case c, RolePolicy policy) {
        var roles =
                policy.roles() instanceof RoleMatrix.Named named
                        ? named.of(action(c))
                        : List.<Role>of();
        return c.ownerName()
                + " lets people read "
                + (policy.dataset() == null ? "its data" : policy.dataset())
                + " "
                + action(c).words()
                + " in the role "
                + listed(roles)
                + " (version "
                + policy.version()
                + " of its role policy).";
    }

    /** The first that lets the caller in by none of their roles; the dataset's own comes first. */
    private static @Nullable RolePolicy shutting(Case c) {
        RolePolicy found = null;
        for (var policy : standing(c)) {
            if (policy.roles() instanceof RoleMatrix.Named named
                    && !named.lets(action(c), c.caller().roles())
                    && (found == null || policy.dataset() != null)) {
                found = policy;
            }
        }
        return found;
    }

    /** How the caller would read. */
    private static ReadingAction action(Case c) {
        var caller = c.caller();
        var owner = c.owner();
        boolean reads = c.question().act() == Act.READ_CONTENT;
        if (!reads || c.question().emergency() != null) {
            return ReadingAction.READ_IN_EMERGENCY;
        }
        return owner != null && caller.of(owner) && caller.is(Role.DATA_STEWARD)
                ? ReadingAction.READ_OWN_DATA
                : ReadingAction.READ_UNDER_AGREEMENT;
    }

    private static List<RolePolicy> standing(Case c) {
        var dataset = c.dataset();
        return dataset == null || c.rolePolicies().isEmpty()
                ? List.of()
                : c.rolePolicies().stream().filter(each -> each.concerns(dataset)).toList();
    }

    private static String listed(List<Role> roles) {
        return roles.stream().map(Role::code).collect(Collectors.joining(" or "));
    }
}
