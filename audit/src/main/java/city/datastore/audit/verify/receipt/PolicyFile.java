package city.datastore.audit.verify.receipt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a policy file line by line (c2sp.org/tlog-policy); names in it are octets. */
final class PolicyFile {
    private static final int MAX_BYTES = 512 * 1024;
    private static final int MOST = 64;
    private static final String NONE = "none";

    private final List<TrustedKey> logs = new ArrayList<>();
    private final List<TrustedKey> witnesses = new ArrayList<>();
    private final Map<String, Predicate<Set<TrustedKey>>> rules = new HashMap<>();
    private final Set<String> grouped = new HashSet<>();
    private int groups;
    private @Nullable Predicate<Set<TrustedKey>> quorum;

    Trust read(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw RefusedException.unreadable("A policy has at most 524,288 bytes.");
        }
        int number = 0;
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            number++;
            try {
                take(line);
            } catch (RefusedException e) {
                throw RefusedException.unreadable(
                        "Line " + number + " of the policy: " + e.getMessage(), e);
            }
        }
        if (quorum == null) {
            throw RefusedException.unreadable(
                    "The policy names no quorum; the line \"quorum none\" asks for no witness.");
        }
        return new Trust(logs, witnesses, quorum);
    }

    private void take(String line) {
        if (line.chars().anyMatch(c -> c != '\t' && (c < 0x20 || c == 0x7f))) {
            throw RefusedException.unreadable("It holds a control character.");
        }
        List<String> words =
                Arrays.stream(line.split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return;
        }
        int count = words.size();
        String first = words.getFirst();
        if (first.equals("log") && (count == 2 || count == 3)) {
            add(logs, key(words.get(1)));
        } else if (first.equals("witness") && (count == 3 || count == 4)) {
            witness(words.get(1), words.get(2));
        } else if (first.equals("group") && count >= 4) {
            group(words.get(1), words.get(2), words.subList(3, count));
        } else if (first.equals("quorum") && count == 2 && quorum == null) {
            quorum = words.get(1).equals(NONE) ? _ -> true : rule(words.get(1));
        } else {
            throw RefusedException.unreadable(
                    "It is none of: log <key> [<url>], witness <name> <key> [<url>], group <name>"
                            + " all|any|<number> <name>..., and one quorum <name>.");
        }
    }

    private static TrustedKey key(String octets) {
        return TrustedKey.parse(
                Plain.text(octets.getBytes(StandardCharsets.ISO_8859_1), MAX_BYTES, "key"));
    }

    private static void add(List<TrustedKey> keys, TrustedKey key) {
        if (keys.size() >= MOST || keys.stream().anyMatch(key::samePublicKey)) {
            throw RefusedException.unreadable(
                    "It names a public key for the second time, or is more than 64.");
        }
        keys.add(key);
    }

    private void witness(String name, String text) {
        TrustedKey key = key(text);
        if (!key.cosigns()) {
            throw RefusedException.unreadable("A key of this kind makes no cosignatures.");
        }
        add(witnesses, key);
        define(name, signers -> signers.contains(key));
    }

    private void group(String name, String least, List<String> members) {
        List<Predicate<Set<TrustedKey>>> of = new ArrayList<>();
        for (String member : members) {
            of.add(rule(member));
            if (!grouped.add(member)) {
                throw RefusedException.unreadable("A name in it is in a group already.");
            }
        }
        long wanted =
                switch (least) {
                    case "all" -> of.size();
                    case "any" -> 1;
                    default -> Plain.number(least, "number of a group");
                };
        if (wanted < 1 || wanted > of.size() || groups++ >= MOST) {
            throw RefusedException.unreadable(
                    "Its number is not from 1 to as many as its members, or there are more than 64"
                            + " groups.");
        }
        define(name, signers -> of.stream().filter(rule -> rule.test(signers)).count() >= wanted);
    }

    private void define(String name, Predicate<Set<TrustedKey>> rule) {
        if (name.equals(NONE) || rules.putIfAbsent(name, rule) != null) {
            throw RefusedException.unreadable("The name is taken.");
        }
    }

    private Predicate<Set<TrustedKey>> rule(String name) {
        Predicate<Set<TrustedKey>> rule = rules.get(name);
        if (rule == null) {
            throw RefusedException.unreadable("No line before it defines a name in it.");
        }
        return rule;
    }
}
