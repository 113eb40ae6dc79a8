package city.datastore.witness;

import city.datastore.audit.log.AddCheckpoint;
import city.datastore.audit.log.Checkpoint;
import city.datastore.audit.log.LogFormatException;
import city.datastore.audit.log.NoteException;
import city.datastore.audit.log.NoteSignature;
import city.datastore.audit.log.NoteSigner;
import city.datastore.audit.log.SignatureType;
import city.datastore.audit.log.SignedNote;
import city.datastore.audit.log.VerifierKey;
import city.datastore.audit.merkle.ConsistencyProof;
import city.datastore.audit.merkle.Hash;
import city.datastore.audit.merkle.ProofException;
import city.datastore.audit.merkle.TreeHasher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cosigns checkpoints of the logs it knows, each of which has to continue what it cosigned before;
 * whatever does not, it refuses (c2sp.org/tlog-witness). Safe for several threads.
 */
final class Witness {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final List<VerifierKey> logs;
    private final NoteSigner signer;
    private final Seen seen;
    private final Clock clock;

    /**
     * @param logs the keys of the logs it knows, each named like its log
     * @throws WitnessException when what it saw of one of them cannot be read
     */
    Witness(Collection<VerifierKey> logs, NoteSigner signer, Seen seen, Clock clock) {
        this.logs = List.copyOf(logs);
        this.signer = signer;
        this.seen = seen;
        this.clock = clock;
        logs.forEach(log -> seen.last(log.name()));
    }

    /** Answers {@code POST add-checkpoint} with this body. */
    Answer add(byte[] body) {
        try {
            AddCheckpoint request = AddCheckpoint.parse(body);
            Checkpoint checkpoint = Checkpoint.parse(request.checkpoint().text());
            return add(request, checkpoint);
        } catch (LogFormatException e) {
            return Answer.refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer add(AddCheckpoint request, Checkpoint checkpoint) {
        List<VerifierKey> keys =
                logs.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
        if (keys.isEmpty()) {
            return Answer.refusal(404, "this witness does not know the log");
        }
        List<NoteSignature> signatures;
        try {
            signatures =
                    request.checkpoint().verify(keys).stream()
                            .filter(verified -> covers(verified.key(), checkpoint))
                            .map(SignedNote.Verified::signature)
                            .toList();
        } catch (NoteException e) {
            return Answer.refusal(403, String.valueOf(e.getMessage()));
        }
        if (signatures.isEmpty()) {
            return Answer.refusal(403, "no signature of the log covers the extension lines");
        }
        if (request.oldSize() > checkpoint.size()) {
            return Answer.refusal(400, "the old size is larger than the checkpoint's");
        }
        return addInTurn(request, checkpoint, signatures);
    }

    /**
     * Whether a signature by this key is over all that the checkpoint says: ML-DSA-44 signs no
     * extension lines (c2sp.org/tlog-cosignature), so that anybody could add some to a note that
     * has no other signature.
     */
    private static boolean covers(VerifierKey key, Checkpoint checkpoint) {
        return key.type() != SignatureType.ML_DSA_44_COSIGNATURE
                || checkpoint.extensions().isEmpty();
    }

    /** Looking at what was seen and keeping what is new is one step. */
    private synchronized Answer addInTurn(
            AddCheckpoint request, Checkpoint checkpoint, List<NoteSignature> signatures) {
        Optional<Checkpoint> last = seen.last(checkpoint.origin());
        long lastSize = last.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != lastSize) {
            return Answer.conflict(lastSize);
        }
        Hash lastRoot = last.map(Checkpoint::root).orElse(TreeHasher.EMPTY_ROOT);
        if (!continues(lastSize, lastRoot, request.proof(), checkpoint)) {
            return Answer.refusal(
                    422, "the checkpoint is not shown to continue what this witness cosigned");
        }
        NoteSignature cosignature = signer.sign(request.checkpoint().text(), clock.instant());
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(cosignature);
        SignedNote kept = new SignedNote(request.checkpoint().text(), all);
        if (kept.bytes().length > SignedNote.MAX_BYTES) {
            return Answer.refusal(400, "the checkpoint leaves no room for a cosignature");
        }
        seen.keep(checkpoint.origin(), kept);
        return Answer.text(200, cosignature.line());
    }

    private static boolean continues(
            long lastSize, Hash lastRoot, List<Hash> proof, Checkpoint checkpoint) {
        if (checkpoint.size() == 0 && !checkpoint.root().equals(TreeHasher.EMPTY_ROOT)) {
            return false;
        }
        if (lastSize == 0) {
            return proof.isEmpty();
        }
        try {
            new ConsistencyProof(lastSize, checkpoint.size(), proof)
                    .verify(lastRoot, checkpoint.root());
            return true;
        } catch (ProofException _) {
            return false;
        }
    }

    /** Answers {@code GET <hash of the origin>/checkpoint}: what it cosigned last. */
    Answer checkpoint(String originHash) {
        if (!HASH.matcher(originHash).matches()) {
            return Answer.refusal(404, "there is nothing here");
        }
        return seen.note(originHash)
                .map(note -> Answer.text(200, note.format()))
                .orElseGet(() -> Answer.refusal(404, "this witness has cosigned nothing of it"));
    }
}
