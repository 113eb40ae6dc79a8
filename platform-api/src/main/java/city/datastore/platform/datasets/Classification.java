package city.datastore.platform.datasets;

import java.util.Arrays;
import java.util.Optional;

/**
 * Government security classification of a dataset; anything above OFFICIAL is refused by the
 * platform.
 */
public enum Classification {
    OFFICIAL("OFFICIAL"),
    OFFICIAL_SENSITIVE("OFFICIAL-SENSITIVE");

    private final String marking;

    Classification(String marking) {
        this.marking = marking;
    }

    public String marking() {
        return marking;
    }

    public static Optional<Classification> of(String marking) {
        return Arrays.stream(values()).filter(value -> value.marking.equals(marking)).findFirst();
    }
}
