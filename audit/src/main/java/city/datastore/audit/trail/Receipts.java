package city.datastore.audit.trail;

import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.logtables.LogHead;
import city.datastore.audit.logtables.LogTables;
import city.datastore.audit.merkle.Proofs;
import java.util.Optional;

/**
 * Makes receipts: proofs that an event is in the log, under a checkpoint with cosignatures where
 * one covers it already, under the newest one otherwise. Thread-safe.
 */
public final class Receipts {
    private final LogTables tables;

    public Receipts(LogTables tables) {
        this.tables = tables;
    }

    /**
     * The receipt of an event that the reader may see. An event is stored together with the head
     * that covers it, so there is none only where somebody changed the tables.
     */
    public Optional<Receipt> of(StoredEvent event) {
        LogHead head = tables.bestFor(event.leafIndex());
        if (head.checkpoint() == null || event.leafIndex() >= head.size()) {
            return Optional.empty();
        }
        var proof = Proofs.inclusion(event.leafIndex(), head.size(), tables.nodes(head.size()));
        return Optional.of(
                Receipt.of(
                        event.salt(),
                        event.leafIndex(),
                        proof.path(),
                        SignedNote.parse(head.checkpoint())));
    }
}
