package city.datastore.access.ownerrules;

import city.datastore.access.policy.Act;

/**
 * What a kind of owner's rule is called, and the acts on it that the gate decides.
 *
 * @param one such as {@code prohibition}
 * @param many those that stand
 * @param toEnd how ending one is called
 * @param most that one owner can have standing at a time
 */
public record RuleKind(
        String one, String many, String toEnd, int most, Act set, Act end, Act list) {}
