package city.datastore.platform.datasets;

import city.datastore.audit.schema.OlderDatabaseException;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Clears away what uploads left that did not come to their end: numbers that no live upload holds,
 * after the files that were sealed for them, and part files. Runs when the platform starts, before
 * it takes calls, and then every ten minutes.
 */
public final class DatasetSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetSweep.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** Longer than any upload waits between two writes. */
    private static final Duration OLD = Duration.ofHours(1);

    private final Catalogue catalogue;
    private final Uploads uploads;
    private final Vault vault;
    private final SubjectIndex subjects;
    private final Nodes nodes;
    private final TransactionOperations transactions;
    private final BooleanSupplier restored;
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
            BooleanSupplier restored,
            Clock clock) {
        this.catalogue = catalogue;
        this.uploads = uploads;
        this.vault = vault;
        this.subjects = subjects;
        this.nodes = nodes;
        this.transactions = transactions;
        this.restored = restored;
        this.clock = clock;
    }

    /**
     * Sweeps once and then again and again; before that, holds the vault against the catalogue.
     *
     * @throws OlderDatabaseException if the database does not belong to the vault
     */
    public void start() {
        new VaultCheck(catalogue, vault, transactions)
                .run(restored.getAsBoolean(), clock.instant());
        boolean alone = nodes.alive().size() == 1;
        sweep(alone ? Duration.ZERO : OLD);
        var _ = thread.scheduleWithFixedDelay(this::removeOld, 0, 1, TimeUnit.DAYS);
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
     * @param age how old a part file has to be to count as left; zero only while no upload can be
     *     at work
     * @return how many numbers and files were left
     */
    int sweep(Duration age) {
        Instant now = clock.instant();
        var inUse = vault.partsInUse();
        int left = 0;
        for (var reservation : dead()) {
            left += 1 + settle(reservation, now);
        }
        left += vault.sweep().removeParts(inUse, age, now);
        if (left > 0) {
            LOG.info("cleared {} leftovers of uploads that did not come to their end", left);
        }
        return left;
    }

    private List<ReservationRow> dead() {
        // Numbers before nodes: whoever has a number by then has joined before.
        var reservations = catalogue.reservations();
        var alive = nodes.alive();
        return reservations.stream().filter(each -> !isHeld(each, alive)).toList();
    }

    private boolean isHeld(ReservationRow reservation, Set<UUID> alive) {
        return reservation.node().equals(nodes.self())
                ? uploads.underWay().contains(reservation.version())
                : alive.contains(reservation.node());
    }

    /**
     * Gives the number back, after what was sealed for it and no row names is set aside. With a
     * file it is lost: in a dump that was made during the upload, it may have been a version's
     * later.
     *
     * @return how many files were set aside
     */
    private int settle(ReservationRow reservation, Instant now) {
        var version = reservation.version();
        return transactions.execute(_ -> {
            int aside = 0;
            catalogue.locked(version.dataset());
            // Another upload may have the number by now, also one of this process.
            if (catalogue.reserved(version, reservation.node()) && !isHeld(reservation, Set.of())) {
                for (var file : vault.sweep().inPlace(version.dataset())) {
                    if (file.version().equals(version) && !catalogue.names(file.name())) {
                        aside += vault.sweep().setAside(file, now) ? 1 : 0;
                        catalogue.lose(version);
                    }
                }
                catalogue.release(version);
            }
            return aside;
        });
    }

    private void sweepOrSay() {
        try {
            sweep(OLD);
        } catch (Throwable e) {
            LOG.warn("the sweep did not come to its end and will run again: {}", e.toString());
        }
    }

    /**
     * Hashes of uploads that did not come to their end mean nothing, and take room, as do files
     * that were set aside long ago. Where the one cannot be removed, the other is.
     */
    void removeOld() {
        removeOrSay(
                "files that were set aside a month ago",
                now -> vault.sweep().clearLeft(catalogue::names, now));
        removeOrSay("hashes that belong to no version", subjects::removeOrphans);
    }

    private void removeOrSay(String what, ToIntFunction<Instant> removing) {
        try {
            int removed = removing.applyAsInt(clock.instant());
            if (removed > 0) {
                LOG.info("removed {} {}", removed, what);
            }
        } catch (Throwable e) {
            LOG.warn("{} stay until tomorrow: {}", what, e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        nodes.close();
    }
}
