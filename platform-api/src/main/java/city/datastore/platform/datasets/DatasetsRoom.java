package city.datastore.platform.datasets;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.vault.Vault;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * This room put together: the use cases, and the sweep that belongs to them.
 *
 * @param datasets the use cases
 * @param sweep to be started before calls are taken
 */
public record DatasetsRoom(Datasets datasets, DatasetSweep sweep) {

    /**
     * Puts the room together.
     *
     * @param arrangements say who is on duty for emergencies
     * @param subjects takes in who the data are about
     * @param underWay is told of releases that take long
     * @param nodes a folder that every process with the same vault sees
     * @param restored whether an older database was put under this vault on purpose
     * @param maxBytes the most that one version may have
     */
    public static DatasetsRoom of(
            Gatekeeper gate,
            Arrangements arrangements,
            Outbox outbox,
            Recorder recorder,
            Vault vault,
            SubjectIndex subjects,
            ReleasesUnderWay underWay,
            Path nodes,
            EntityManager rows,
            TransactionOperations transactions,
            BooleanSupplier restored,
            Clock clock,
            long maxBytes) {
        var catalogue = new Catalogue(rows);
        var joined = new Nodes(nodes);
        var uploads =
                new Uploads(
                        gate,
                        catalogue,
                        vault,
                        subjects,
                        outbox,
                        transactions,
                        clock,
                        maxBytes,
                        joined.self());
        var record = new ReleaseRecord(outbox, recorder, transactions, clock);
        var datasets =
                new Datasets(
                        gate,
                        catalogue,
                        new CatalogueSearch(rows),
                        uploads,
                        new Readings(
                                gate,
                                catalogue,
                                vault,
                                new PseudonymKeyRows(rows, transactions, clock),
                                subjects,
                                record,
                                underWay),
                        new Visibility(gate, arrangements),
                        outbox,
                        transactions,
                        clock);
        var sweep =
                new DatasetSweep(
                        catalogue, uploads, vault, subjects, joined, transactions, restored, clock);
        return new DatasetsRoom(datasets, sweep);
    }
}
