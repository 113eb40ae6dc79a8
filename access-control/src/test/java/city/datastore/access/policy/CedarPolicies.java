package city.datastore.access.policy;

import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Policies in Cedar's own language, by their names and in their order. */
final class CedarPolicies {
    private static final Pattern ID = Pattern.compile("@id\\(\"([^\"]+)\"\\)");
    private static final Pattern LACKS = Pattern.compile("@lacks\\(\"([^\"]+)\"\\)");
    private static final Pattern ACTION = Pattern.compile("Action::\"([A-Z_]+)\"");
    private static final Pattern FORBIDS = Pattern.compile("(?m)^forbid \\(");

    /**
     * One condition of a rule: the reasons for which it may not hold, and whether the list ends.
     */
    record Asked(List<String> reasons, boolean endsTheList) {}

    private final Map<String, String> texts;

    private CedarPolicies(Map<String, String> texts) {
        this.texts = texts;
    }

    /** The policies of that file beside this class. */
    static CedarPolicies read(String file) {
        return of(text(file));
    }

    static CedarPolicies of(String text) {
        var texts = new LinkedHashMap<String, String>();
        for (var part : text.split("(?m)^(?=@id\\()", -1)) {
            if (part.startsWith("@id") && texts.put(id(part), part) != null) {
                throw new IllegalArgumentException("two policies are called " + id(part));
            }
        }
        return new CedarPolicies(texts);
    }

    /** What the file says, to be read whole. */
    static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(CedarPolicies.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names in the order of the file. */
    List<String> names() {
        return List.copyOf(texts.keySet());
    }

    /** All of them, read by Cedar. */
    PolicySet all() {
        return set(_ -> true);
    }

    /** Those that speak about that act, read by Cedar once and kept there. */
    PolicySet about(Act act) throws Exception {
        return kept(set(text -> acts(text).contains(act)));
    }

    /** Those of that name and of that kind, read by Cedar once and kept there. */
    PolicySet named(Collection<String> names, String kind) throws Exception {
        return kept(
                set(text -> {
                    var id = id(text);
                    return names.contains(id) || id.startsWith(kind);
                }));
    }

    private PolicySet set(Predicate<String> wanted) {
        var policies = new HashSet<Policy>();
        texts.forEach((id, text) -> {
            if (wanted.test(text)) {
                policies.add(new Policy(text, id));
            }
        });
        return new PolicySet(policies);
    }

    private static PolicySet kept(PolicySet set) throws Exception {
        set.cache();
        return set;
    }

    /** The acts that each of them speaks about. */
    List<List<Act>> acts() {
        return texts.values().stream().map(CedarPolicies::acts).toList();
    }

    Map<String, Set<Act>> actsByName() {
        var byName = new LinkedHashMap<String, Set<Act>>();
        texts.forEach((id, text) -> byName.put(id, new TreeSet<>(acts(text))));
        return byName;
    }

    /** Of the policies that allow this act, in order, what each asks for. */
    Map<String, List<Asked>> allowing(Act act) {
        var asked = new LinkedHashMap<String, List<Asked>>();
        texts.forEach((id, text) -> {
            if (!FORBIDS.matcher(text).find() && acts(text).contains(act)) {
                asked.put(id, asked(id, text));
            }
        });
        return asked;
    }

    private static String id(String text) {
        var id = ID.matcher(text);
        if (!id.find()) {
            throw new IllegalArgumentException("a policy has no name: " + text);
        }
        return id.group(1);
    }

    private static List<Act> acts(String text) {
        return ACTION.matcher(text).results().map(each -> Act.valueOf(each.group(1))).toList();
    }

    private static List<Asked> asked(String id, String text) {
        var lacks = LACKS.matcher(text);
        if (!lacks.find()) {
            throw new IllegalArgumentException(id + " does not say what it lacks");
        }
        return Arrays.stream(lacks.group(1).split(" ", -1))
                .map(word ->
                        new Asked(
                                Arrays.stream(word.replace("!", "").split("\\|", -1))
                                        .collect(Collectors.toList()),
                                word.endsWith("!")))
                .toList();
    }
}
