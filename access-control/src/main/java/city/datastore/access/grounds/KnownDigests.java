package city.datastore.access.grounds;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts this node knows to be kept, the latest of them: at most {@value #GENERATION} that it
 * learned of lately, and as many from before. Thread-safe.
 */
final class KnownDigests {
    private static final int GENERATION = 20_000;

    private record Key(LocalDate month, String digest) {}

    private volatile Set<Key> young = ConcurrentHashMap.newKeySet();
    private volatile Set<Key> old = Set.of();

    boolean contains(LocalDate month, String digest) {
        var key = new Key(month, digest);
        return young.contains(key) || old.contains(key);
    }

    void add(LocalDate month, String digest) {
        if (young.size() >= GENERATION) {
            grow();
        }
        young.add(new Key(month, digest));
    }

    synchronized void forget() {
        old = Set.of();
        young = ConcurrentHashMap.newKeySet();
    }

    private synchronized void grow() {
        if (young.size() >= GENERATION) {
            old = young;
            young = ConcurrentHashMap.newKeySet();
        }
    }
}
