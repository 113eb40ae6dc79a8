package city.datastore.access.policy;

import city.datastore.audit.event.Reason;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Why something is allowed: the reasons are put into words when they are read, because most yeses
 * are only acted on. Unmodifiable; any thread may read.
 */
final class Sentences extends AbstractList<Reason> implements RandomAccess {
    private final List<Finding.Holds> findings;
    private volatile @Nullable List<Reason> words;

    /**
     * @param findings nobody changes them afterwards
     */
    Sentences(List<Finding.Holds> findings) {
        this.findings = findings;
    }

    @Override
    public Reason get(int index) {
        var read = words;
        if (read == null) {
            read = findings.stream().map(Finding.Holds::because).toList();
            words = read;
        }
        return read.get(index);
    }

    @Override
    public int size() {
        return findings.size();
    }
}
