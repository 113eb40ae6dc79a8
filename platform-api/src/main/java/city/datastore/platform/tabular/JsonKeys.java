package city.datastore.platform.tabular;

import city.datastore.access.policy.ColumnName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of JSON lines, found by the names that agreements and grants call columns by. A name
 * means the key that is spelt exactly so, or else the only one that differs from it in white space
 * alone.
 */
final class JsonKeys {
    private static final int NONE = -1;

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> tidy = new HashMap<>();

    JsonKeys(List<String> keys) {
        for (int at = 0; at < keys.size(); at++) {
            exact.put(keys.get(at), at);
            tidy.merge(ColumnName.tidy(keys.get(at)), at, (_, _) -> NONE);
        }
    }

    /** Where the key is that is spelt exactly so, from 0; negative where there is none. */
    int exactly(String key) {
        return exact.getOrDefault(key, NONE);
    }

    /** Where the key of that name is, from 0; negative where there is none, or it is in doubt. */
    int place(String name) {
        Integer at = exact.get(name);
        return at != null ? at : tidy.getOrDefault(ColumnName.tidy(name), NONE);
    }
}
