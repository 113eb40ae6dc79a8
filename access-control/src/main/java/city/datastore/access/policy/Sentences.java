package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why something is allowed: the reasons are found and put into words when they are read, because
 * most yeses are only acted on. Unmodifiable; any thread may read.
 */
final class Sentences extends AbstractList<Reason> implements RandomAccess {
    private final Supplier<List<Finding.Holds>> findings;
    private volatile @Nullable List<Reason> words;

    /**
     * @param findings the same whenever it is asked
     */
    Sentences(Supplier<List<Finding.Holds>> findings) {
        this.findings = findings;
    }

    @Override
    public Reason get(int index) {
        return words().get(index);
    }

    @Override
    public int size() {
        return words().size();
    }

    private List<Reason> words() {
        var read = words;
        if (read == null) {
            read = findings.get().stream().map(Finding.Holds::because).toList();
            words = read;
        }
        return read;
    }
}
