package city.datastore.access.index;

import city.datastore.access.policy.Permit;
import city.datastore.audit.names.AgreementRef;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Permits as references count: each volume is an array by running number, so that a look goes to
 * one place, and places of agreements made one after the other lie together. One thread writes; any
 * number read.
 */
final class PermitRegister {
    private static final int FEWEST = 16;
    private static final @Nullable Permit[] EMPTY = {};

    private final @Nullable Permit[][] volumes = new Permit[AgreementRef.VOLUMES][];
    private final AtomicInteger count = new AtomicInteger();

    PermitRegister() {
        Arrays.fill(volumes, EMPTY);
    }

    @Nullable Permit get(AgreementRef agreement) {
        var pages = volumes[agreement.volume()];
        int page = agreement.page();
        return page < pages.length ? pages[page] : null;
    }

    int count() {
        return count.get();
    }

    /** In the place of the one that the agreement had. */
    void put(Permit permit) {
        int volume = permit.agreement().volume();
        int page = permit.agreement().page();
        if (page >= volumes[volume].length) {
            int length = Math.max(FEWEST, Integer.highestOneBit(page) * 2);
            volumes[volume] = Arrays.copyOf(volumes[volume], length);
        }
        if (volumes[volume][page] == null) {
            count.incrementAndGet();
        }
        volumes[volume][page] = permit;
    }

    /** What the agreement had; null where it had none. */
    @Nullable Permit remove(AgreementRef agreement) {
        var had = get(agreement);
        if (had != null) {
            volumes[agreement.volume()][agreement.page()] = null;
            count.decrementAndGet();
        }
        return had;
    }
}
