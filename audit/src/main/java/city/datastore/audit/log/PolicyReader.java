package city.datastore.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy file, line by line (c2sp.org/tlog-policy, Policy file syntax and structure).
 *
 * <p>Names are octets to the specification; here each octet is one character until a key or a URL
 * is read.
 */
final class PolicyReader {
    private static final int MAX_BYTES = 512 * 1024;
    private static final int MAX_LINES = 64;

    private final List<TlogPolicy.Log> logs = new ArrayList<>();
    private final List<TlogPolicy.Witness> witnesses = new ArrayList<>();
    private final Map<String, TlogPolicy.Rule> rules = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private int groups;
    private @Nullable String quorum;

    TlogPolicy read(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new LogFormatException("a policy has at most " + MAX_BYTES + " bytes");
        }
        String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                line(lines[i]);
            } catch (LogFormatException e) {
                throw new LogFormatException(
                        "line %d of the policy: %s".formatted(i + 1, e.getMessage()), e);
            }
        }
        if (quorum == null) {
            throw new LogFormatException("the policy has no quorum; \"quorum none\" asks for none");
        }
        return new TlogPolicy(logs, witnesses, rules, quorum);
    }

    private void line(String line) {
        if (line.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
            throw new LogFormatException("it holds a control character");
        }
        String content = line.replaceAll("^[ \t]+|[ \t]+$", "");
        if (content.isEmpty() || content.startsWith("#")) {
            return;
        }
        List<String> items = Arrays.asList(content.split("[ \t]+"));
        List<String> rest = items.subList(1, items.size());
        switch (items.getFirst()) {
            case "log" -> log(rest);
            case "witness" -> witness(rest);
            case "group" -> group(rest);
            case "quorum" -> quorum(rest);
            default ->
                    throw new LogFormatException(
                            "a line starts with log, witness, group or quorum");
        }
    }

    private void log(List<String> items) {
        count(items, 1, 2, "log <vkey> [<url>]");
        VerifierKey key = VerifierKey.parse(text(items.get(0)));
        if (logs.stream().anyMatch(log -> log.key().sharesPublicKey(key))) {
            throw new LogFormatException("another log has the same public key");
        }
        limit(logs.size(), "logs");
        logs.add(new TlogPolicy.Log(key, url(items, 1)));
    }

    private void witness(List<String> items) {
        count(items, 2, 3, "witness <name> <vkey> [<url>]");
        VerifierKey key = VerifierKey.parse(text(items.get(1)));
        if (!key.type().cosignature()) {
            throw new LogFormatException("a key of this kind makes no cosignatures");
        }
        if (witnesses.stream().anyMatch(witness -> witness.key().sharesPublicKey(key))) {
            throw new LogFormatException("another witness has the same public key");
        }
        limit(witnesses.size(), "witnesses");
        define(items.get(0), new TlogPolicy.Rule.Key(key));
        witnesses.add(new TlogPolicy.Witness(shown(items.get(0)), key, url(items, 2)));
    }

    private void group(List<String> items) {
        count(items, 3, Integer.MAX_VALUE, "group <name> all|any|<k> <name>...");
        List<String> names = List.copyOf(items.subList(2, items.size()));
        for (String name : names) {
            defined(name);
            if (!members.add(name)) {
                throw new LogFormatException("a name is in a group already");
            }
        }
        limit(groups++, "groups");
        int least =
                switch (items.get(1)) {
                    case "all" -> names.size();
                    case "any" -> 1;
                    default -> least(items.get(1), names.size());
                };
        define(items.get(0), new TlogPolicy.Rule.Group(least, names));
    }

    private static int least(String text, int members) {
        long least = Wording.number(text, "number of a group");
        if (least < 1 || least > members) {
            throw new LogFormatException(
                    "the number of a group is from 1 to as many as it has members");
        }
        return (int) least;
    }

    private void quorum(List<String> items) {
        count(items, 1, 1, "quorum <name>");
        if (quorum != null) {
            throw new LogFormatException("a policy has one quorum");
        }
        if (!items.get(0).equals(TlogPolicy.NONE)) {
            defined(items.get(0));
        }
        quorum = items.get(0);
    }

    private void define(String name, TlogPolicy.Rule rule) {
        if (name.equals(TlogPolicy.NONE) || rules.putIfAbsent(name, rule) != null) {
            throw new LogFormatException("the name is taken");
        }
    }

    private void defined(String name) {
        if (!rules.containsKey(name)) {
            throw new LogFormatException("no line before this one defines the name");
        }
    }

    private static void count(List<String> items, int least, int most, String form) {
        if (items.size() < least || items.size() > most) {
            throw new LogFormatException("the form is: " + form);
        }
    }

    private static void limit(int size, String what) {
        if (size >= MAX_LINES) {
            throw new LogFormatException("a policy has at most 64 " + what);
        }
    }

    private static Optional<String> url(List<String> items, int place) {
        return items.size() > place ? Optional.of(text(items.get(place))) : Optional.empty();
    }

    /** A name for people; octets that are not UTF-8 are replaced. */
    private static String shown(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String text(String octets) {
        return Wording.utf8(octets.getBytes(StandardCharsets.ISO_8859_1), "text");
    }
}
