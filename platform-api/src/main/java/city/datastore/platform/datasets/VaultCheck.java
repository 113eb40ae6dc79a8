package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.schema.OlderDatabaseException;
import city.datastore.platform.vault.SealedName;
import city.datastore.platform.vault.Vault;
import city.datastore.platform.vault.VaultSweep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
    private static final int AT_ONCE = 100;

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

    /** Asks the database twice for so many datasets of one agency, and not for each of them. */
    List<SealedName> unknown() {
        var datasets = vault.datasets().stream().collect(Collectors.groupingBy(DatasetId::agency));
        var unknown = new ArrayList<SealedName>();
        datasets.forEach((agency, its) -> {
            for (int from = 0; from < its.size(); from += AT_ONCE) {
                int to = Math.min(its.size(), from + AT_ONCE);
                unknown.addAll(unknown(agency, its.subList(from, to)));
            }
        });
        return unknown;
    }

    private List<SealedName> unknown(AgencyCode agency, List<DatasetId> some) {
        var files = some.stream().flatMap(dataset -> vault.inPlace(dataset).stream()).toList();
        var names = some.stream().map(DatasetId::name).toList();
        // Numbers before rows: an upload that ends in between is then in the rows.
        var taken = catalogue.taken(agency, names);
        var stored = catalogue.files(agency, names);
        return files.stream()
                .filter(file -> !stored.contains(file.name()))
                .filter(file -> !taken.contains(file.version()))
                .filter(vault::isInPlace)
                .toList();
    }
}
