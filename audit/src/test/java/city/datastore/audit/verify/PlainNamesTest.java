package city.datastore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.NameException;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.names.RequestId;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that a quick look goes by are those of the types. */
class PlainNamesTest {
    private static final int TIMES = 30_000;

    /** The rule on bytes, the type's own, and names that it takes. */
    record Rule(String kind, Bytes bytes, Consumer<String> type, List<String> names) {
        @Override
        public String toString() {
            return kind;
        }
    }

    @FunctionalInterface
    interface Bytes {
        boolean take(byte[] in, int from, int to);
    }

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "agency",
                        PlainNames::agency,
                        AgencyCode::new,
                        List.of("mps", "a", "city-of-london-2", "a".repeat(32))),
                new Rule(
                        "dataset",
                        PlainNamesTest::dataset,
                        DatasetId::parse,
                        List.of("lfb/fires", "a/0", "a-b/" + "9".repeat(100))),
                new Rule(
                        "agreement",
                        PlainNames::agreement,
                        AgreementRef::new,
                        List.of("DSA-2026-0001", "DSA-0000-99999", "DSA-2026-123456")),
                new Rule(
                        "purpose",
                        PlainNames::purpose,
                        PurposeCode::new,
                        List.of("hmo-enforcement", "A.b_c-9", "x".repeat(64))),
                new Rule(
                        "person",
                        PlainNames::person,
                        PersonId::new,
                        List.of("0:_.@-", "6af0f9d2-41c5", "Z".repeat(128))),
                new Rule(
                        "request",
                        PlainNames::request,
                        RequestId::new,
                        List.of("r-1", "0_.-", "q".repeat(64))),
                new Rule(
                        "uuid",
                        PlainNames::uuid,
                        EventId::parse,
                        List.of("019aa6a8-f57b-7abc-8def-0123456789ab")));
    }

    private static boolean dataset(byte[] in, int from, int to) {
        int slash = from;
        while (slash < to && in[slash] != '/') {
            slash++;
        }
        return slash < to && PlainNames.dataset(in, from, slash, to);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void take_just_the_names_that_the_type_takes(Rule rule) {
        Random random = new Random(20261122);
        int taken = 0;
        for (int i = 0; i < TIMES; i++) {
            String name = changed(rule.names().get(i % rule.names().size()), random, i % 3);
            boolean takes = takes(rule, name);
            assertThat(takes).as(name).isEqualTo(typeTakes(rule, name));
            taken += takes ? 1 : 0;
        }
        assertThat(taken).isBetween(TIMES / 5, TIMES - TIMES / 10);
    }

    private static boolean takes(Rule rule, String name) {
        byte[] bytes = ("<" + name + ">").getBytes(UTF_8);
        return rule.bytes().take(bytes, 1, bytes.length - 1);
    }

    private static boolean typeTakes(Rule rule, String name) {
        try {
            rule.type().accept(name);
            return true;
        } catch (NameException _) {
            return false;
        }
    }

    private static String changed(String name, Random random, int times) {
        StringBuilder changed = new StringBuilder(name);
        for (int i = 0; i < times && !changed.isEmpty(); i++) {
            int at = random.nextInt(changed.length());
            char other = "-._:@/aAzZ09fgG \u00e9[`{".charAt(random.nextInt(20));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, other);
                case 1 -> changed.insert(at, other);
                default -> changed.deleteCharAt(at);
            }
        }
        return changed.toString();
    }
}
