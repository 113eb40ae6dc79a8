package city.datastore.platform.portal;

import city.datastore.access.identity.Role;
import city.datastore.access.ownerrules.RuleEntry;
import city.datastore.access.policy.ReadingAction;
import city.datastore.access.policy.RoleMatrix;
import city.datastore.access.policy.RolePolicy;
import city.datastore.access.rolepolicies.RolePolicyAsk;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.NameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form by which an owner says which roles may read its data, as it was sent.
 *
 * @param dataset empty for every dataset of the owner
 * @param roles what was ticked, by the code of each way of reading
 * @param replaces version in force that its author saw, 0 where there was none
 */
record RolePolicyForm(String dataset, Map<String, List<String>> roles, int replaces, String reason)
        implements OwnerRuleForm<RolePolicyAsk> {
    /** What is ticked so that nobody is let in by leaving boxes alone. */
    static final String NOBODY = "nobody";

    static final List<String> FIELDS =
            Stream.concat(
                            Arrays.stream(ReadingAction.values())
                                    .map(action -> "roles-" + action.code()),
                            Stream.of("reason"))
                    .toList();

    /** As it is now: the version in force, or what the rules say by themselves. */
    static RolePolicyForm about(String dataset, @Nullable RuleEntry<RolePolicy> inForce) {
        var now = inForce == null ? RoleMatrix.builtIn() : inForce.rule().roles();
        return new RolePolicyForm(
                dataset,
                rows(action ->
                        now instanceof RoleMatrix.Named named
                                ? ticked(named.of(action))
                                : List.of()),
                inForce == null ? 0 : inForce.rule().version(),
                "");
    }

    static RolePolicyForm of(Fields fields) {
        var version = fields.text("replaces");
        return new RolePolicyForm(
                fields.text("dataset"),
                rows(action -> fields.all("roles-" + action.code())),
                version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0,
                fields.text("reason"));
    }

    private interface Row {
        List<String> of(ReadingAction action);
    }

    private static Map<String, List<String>> rows(Row row) {
        var rows = new LinkedHashMap<String, List<String>>();
        for (var action : ReadingAction.values()) {
            rows.put(action.code(), row.of(action));
        }
        return rows;
    }

    private static List<String> ticked(List<Role> roles) {
        return roles.isEmpty() ? List.of(NOBODY) : roles.stream().map(Role::code).toList();
    }

    /** What can be ticked for each way of reading. */
    static List<Choice> choices(Words words) {
        var choices = new ArrayList<Choice>();
        for (var role : RolePolicyAsk.NAMEABLE) {
            choices.add(new Choice(role.code(), RoleRow.word(role, words)));
        }
        choices.add(new Choice(NOBODY, words.say("role-policy.nobody")));
        return choices;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public @Nullable RolePolicyAsk read(FormErrors errors, Words words) {
        DatasetId on = null;
        try {
            on = dataset.isEmpty() ? null : DatasetId.parse(dataset);
        } catch (NameException e) {
            errors.add("reason", Words.sentence(e.getMessage()));
        }
        var named = new LinkedHashMap<String, List<String>>();
        roles.forEach((action, ticked) -> {
            if (ticked.isEmpty()) {
                errors.add("roles-" + action, words.say("role-policy.roles.missing"));
            } else if (ticked.contains(NOBODY) && ticked.size() > 1) {
                errors.add("roles-" + action, words.say("role-policy.roles.both"));
            }
            named.put(action, ticked.contains(NOBODY) ? List.of() : ticked);
        });
        var ask = new RolePolicyAsk(on, named, replaces, reason);
        for (var fault : ask.faults()) {
            errors.add(
                    FormErrors.field(fault.field(), FIELDS, "reason"),
                    Words.sentence(fault.getMessage()));
        }
        AskForm.checkText(errors, "reason", reason, "role-policy.reason.missing", words);
        return errors.any() ? null : ask;
    }

    /** The same, to take the place of what that one is about. */
    RolePolicyForm after(RolePolicyForm other) {
        return new RolePolicyForm(dataset, roles, other.replaces, reason);
    }

    /** One way of reading for which two forms tick other roles. */
    record Difference(String action, String yours, String theirs) {}

    /** Where the other form lets others read, in words. */
    List<Difference> differences(RolePolicyForm other, Words words) {
        var differences = new ArrayList<Difference>();
        roles.forEach((action, ticked) -> {
            var theirs = other.roles.getOrDefault(action, List.of());
            if (!Set.copyOf(ticked).equals(Set.copyOf(theirs))) {
                differences.add(
                        new Difference(
                                words.say("role-policy.action." + action),
                                listed(ticked, words),
                                listed(theirs, words)));
            }
        });
        return differences;
    }

    private static String listed(List<String> ticked, Words words) {
        return choices(words).stream()
                .filter(choice -> ticked.contains(choice.value()))
                .map(Choice::text)
                .collect(Collectors.joining(", "));
    }

    /** For a page that carries them on. */
    public List<Hidden> hidden() {
        return roles.entrySet().stream()
                .flatMap(row ->
                        row.getValue().stream()
                                .map(role -> new Hidden("roles-" + row.getKey(), role)))
                .toList();
    }

    /** A field and its value. */
    record Hidden(String name, String value) {}
}
