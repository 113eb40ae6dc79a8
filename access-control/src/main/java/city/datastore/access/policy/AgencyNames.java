package city.datastore.access.policy;

import city.datastore.audit.names.AgencyCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a sentence to people calls an agency. */
@FunctionalInterface
public interface AgencyNames {
    String name(AgencyCode code);

    /** Names made from the codes alone: {@code tower-hamlets} is Tower Hamlets, {@code mps} MPS. */
    static AgencyNames fromCodes() {
        return AgencyNames::spelled;
    }

    private static String spelled(AgencyCode code) {
        var small = Set.of("and", "of", "upon");
        var initials = 3;
        if (code.value().length() <= initials) {
            return code.value().toUpperCase(Locale.ROOT);
        }
        return Arrays.stream(code.value().split("-", -1))
                .map(word ->
                        small.contains(word)
                                ? word
                                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
