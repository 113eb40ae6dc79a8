package city.datastore.access.grounds;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Digests of grounds that this node has kept lately, by the grounds themselves, so that a question
 * that is asked all day is not written as JSON each time: at most {@value #GENERATION} that it kept
 * lately, and as many from before. For grounds without facts, which are small. Thread-safe.
 */
final class LatelyKept {
    private static final int GENERATION = 5_000;

    private record Key(LocalDate month, Grounds grounds) {}

    private volatile Map<Key, String> young = new ConcurrentHashMap<>();
    private volatile Map<Key, String> old = Map.of();

    @Nullable String digest(LocalDate month, Grounds grounds) {
        if (!small(grounds)) {
            return null;
        }
        var key = new Key(month, grounds);
        var found = young.get(key);
        return found != null ? found : old.get(key);
    }

    void add(LocalDate month, Grounds grounds, String digest) {
        if (small(grounds)) {
            if (young.size() >= GENERATION) {
                grow();
            }
            young.put(new Key(month, grounds), digest);
        }
    }

    synchronized void forget() {
        old = Map.of();
        young = new ConcurrentHashMap<>();
    }

    private static boolean small(Grounds grounds) {
        var facts = grounds.facts();
        return facts.permits().isEmpty()
                && facts.grants().isEmpty()
                && facts.prohibitions().isEmpty()
                && facts.conditions().isEmpty()
                && facts.rolePolicies().isEmpty();
    }

    private synchronized void grow() {
        if (young.size() >= GENERATION) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
