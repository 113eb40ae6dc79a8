package city.datastore.platform.datasets;

import city.datastore.audit.schema.OlderDatabaseException;
import city.datastore.platform.vault.SealedName;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.VaultSweep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds the vault against the catalogue when the platform starts. Every file in place is a
 * version's or belongs to a number that an upload has taken, also after a crash; any other file
 * says that the database is older than the vault, or another one.
 */
final class VaultCheck {
    private static final Logger LOG = LoggerFactory.getLogger(VaultCheck.class);

    private final Catalogue catalogue;
    private final VaultSweep vault;
    private final TransactionOperations transactions;

    VaultCheck(Catalogue catalogue, Vault vault, TransactionOperations transactions) {
        this.catalogue = catalogue;
        this.vault = vault.sweep();
        this.transactions = transactions;
    }

    /**
     * @param restored whether an older database was put under this vault on purpose; what it has
     *     forgotten is then set aside
     * @throws OlderDatabaseException if it was not, and there is a file that it does not know
     */
    void run(boolean restored, Instant now) {
        List<SealedName> unknown = unknown();
        if (unknown.isEmpty()) {
            return;
        }
        if (!restored) {
            throw new OlderDatabaseException(
                    "the vault holds sealed files that the database does not know ("
                            + unknown.size()
                            + ", such as "
                            + unknown.getFirst().name()
                            + "), so that this database is older than the vault, or another one");
        }
        for (SealedName file : unknown) {
            transactions.executeWithoutResult(_ -> catalogue.lose(file.version()));
            vault.setAside(file, now);
        }
        LOG.warn(
                "event=unknown_files_set_aside files={} kept_days={}",
                unknown.size(),
                VaultSweep.KEPT.toDays());
    }

    private List<SealedName> unknown() {
        var unknown = new ArrayList<SealedName>();
        for (var dataset : vault.datasets()) {
            var files = vault.inPlace(dataset);
            // Numbers before rows: an upload that ends in between is then in the rows.
            var taken = Set.copyOf(catalogue.taken(dataset));
            var stored = catalogue.files(dataset);
            for (SealedName file : files) {
                if (!stored.contains(file.name())
                        && !taken.contains(file.version().number())
                        && vault.isInPlace(file)) {
                    unknown.add(file);
                }
            }
        }
        return unknown;
    }
}
