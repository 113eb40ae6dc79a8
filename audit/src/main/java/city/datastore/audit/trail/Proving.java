package city.datastore.audit.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.NoteException;
import city.datastore.audit.log.Receipt;
import city.datastore.audit.log.TlogPolicy;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.merkle.ProofException;
import java.util.List;
import java.util.Optional;

/**
 * Checks single events against the log: makes the receipt and verifies it as whoever was handed it
 * would. Thread-safe.
 */
public final class Proving {
    private final Receipts receipts;
    private final TlogPolicy policy;

    public Proving(Receipts receipts, List<VerifierKey> keys) {
        this.receipts = receipts;
        this.policy = TlogPolicy.trusting(keys.toArray(VerifierKey[]::new));
    }

    public Provable check(StoredEvent event) {
        try {
            Optional<Receipt> receipt = receipts.of(event);
            if (receipt.isEmpty()) {
                return new Provable.Contradicted("no checkpoint of the log covers it");
            }
            var accepted = receipt.get().verify(event.canonical().getBytes(UTF_8), policy);
            return new Provable.Proved(event.leafIndex(), accepted.checkpoint().size());
        } catch (LogFormatException | NoteException | ProofException | IllegalStateException e) {
            return new Provable.Contradicted(String.valueOf(e.getMessage()));
        }
    }
}
