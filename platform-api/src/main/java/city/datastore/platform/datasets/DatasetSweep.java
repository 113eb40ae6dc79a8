package city.datastore.platform.datasets;

import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes what uploads left that did not come to their end: numbers that no live upload holds, part
 * files, and files in the vault that no version names. Runs when the platform starts, before it
 * takes calls, and then every ten minutes.
 */
public final class DatasetSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetSweep.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** Longer than any upload waits between two writes, and than it takes from file to row. */
    private static final Duration OLD = Duration.ofHours(1);

    private final Catalogue catalogue;
    private final Uploads uploads;
    private final Vault vault;
    private final SubjectIndex subjects;
    private final Nodes nodes;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("dataset-sweep").daemon().factory());

    DatasetSweep(
            Catalogue catalogue,
            Uploads uploads,
            Vault vault,
            SubjectIndex subjects,
            Nodes nodes,
            TransactionOperations transactions,
            Clock clock) {
        this.catalogue = catalogue;
        this.uploads = uploads;
        this.vault = vault;
        this.subjects = subjects;
        this.nodes = nodes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Sweeps once and then again and again. */
    public void start() {
        boolean alone = nodes.alive().size() == 1;
        sweep(alone ? Duration.ZERO : OLD);
        var _ = thread.scheduleWithFixedDelay(this::removeOrSay, 0, 1, TimeUnit.DAYS);
        var _ =
                thread.scheduleWithFixedDelay(
                        this::sweepOrSay,
                        EVERY.toMillis(),
                        EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Sweeps once.
     *
     * @param age how old a file has to be to count as left; zero only while no upload can be at
     *     work
     * @return how many numbers and files were removed
     */
    int sweep(Duration age) {
        Instant now = clock.instant();
        var inUse = vault.partsInUse();
        int removed = releaseNumbers();
        removed += vault.sweep().removeParts(inUse, age, now);
        removed += vault.sweep().removeUncatalogued(catalogue::names, age, now);
        if (removed > 0) {
            LOG.info("removed {} leftovers of uploads that did not come to their end", removed);
        }
        return removed;
    }

    private int releaseNumbers() {
        var alive = nodes.alive();
        int removed = 0;
        for (var reservation : catalogue.reservations()) {
            boolean mine = reservation.node().equals(nodes.self());
            boolean held =
                    mine
                            ? uploads.underWay().contains(reservation.version())
                            : alive.contains(reservation.node());
            if (!held) {
                transactions.executeWithoutResult(_ -> catalogue.release(reservation.version()));
                removed++;
            }
        }
        return removed;
    }

    private void sweepOrSay() {
        try {
            sweep(OLD);
        } catch (Throwable e) {
            LOG.warn("the sweep did not come to its end and will run again: {}", e.toString());
        }
    }

    /** Hashes of uploads that did not come to their end mean nothing, and take room. */
    private void removeOrSay() {
        try {
            int removed = subjects.removeOrphans(clock.instant());
            if (removed > 0) {
                LOG.info("removed {} hashes that belong to no version", removed);
            }
        } catch (Throwable e) {
            LOG.warn("hashes without a version stay until tomorrow: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        nodes.close();
    }
}
