package city.datastore.platform.datasets;

import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Act;
import city.datastore.access.policy.Question;
import city.datastore.access.policy.Target;
import city.datastore.audit.event.About;
import city.datastore.audit.event.AuditEvent;
import city.datastore.audit.event.Outcome;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.platform.subjects.Indexing;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.vault.SealException;
import city.datastore.platform.vault.Sealed;
import city.datastore.platform.vault.StoredFile;
import city.datastore.platform.vault.Vault;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores versions. In this order, so that a crash at any point leaves a whole version or nothing
 * that anybody sees: decided and recorded, number taken, encrypted into a part file, checked,
 * forced to disk and put in its place, and then in one transaction the row, its event and the end
 * of the reservation. What lies in the vault without a row is not there; it goes before its
 * reservation does, and after a crash {@link DatasetSweep} sees to both.
 */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final int MAX_KEY = 200;
    private static final int MAX_MEDIA_TYPE = 200;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Gatekeeper gate;
    private final Catalogue catalogue;
    private final Vault vault;
    private final SubjectIndex subjects;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final long maxBytes;
    private final UUID node;

    /** With the file that is about to be put in its place, as soon as it is known. */
    private final Map<VersionId, Optional<StoredFile>> underWay = new ConcurrentHashMap<>();

    Uploads(
            Gatekeeper gate,
            Catalogue catalogue,
            Vault vault,
            SubjectIndex subjects,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock,
            long maxBytes,
            UUID node) {
        this.gate = gate;
        this.catalogue = catalogue;
        this.vault = vault;
        this.subjects = subjects;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.node = node;
    }

    /** Versions that uploads of this process are at work on. */
    Set<VersionId> underWay() {
        return Set.copyOf(underWay.keySet());
    }

    Recorded<Version> upload(Caller caller, DatasetId id, Upload upload) {
        check(upload);
        gate.admit(Question.of(caller, Act.UPLOAD_VERSION, new Target.OfDataset(id)));
        DatasetRow dataset =
                catalogue
                        .dataset(id)
                        .orElseThrow(() -> new DatasetException.NotFound("dataset " + id));
        refuseSize(upload);
        Optional<VersionRow> earlier = earlier(caller, id, upload);
        if (earlier.isPresent()) {
            return sameAgain(earlier.get(), digest(upload), upload);
        }
        VersionId version = reserve(id);
        try {
            return seal(caller, version, upload, dataset.columnNames());
        } catch (SealException e) {
            throw translated(e);
        } finally {
            end(version);
        }
    }

    private Recorded<Version> seal(
            Caller caller, VersionId id, Upload upload, List<String> declared) {
        var indexing = subjects.indexing(id.dataset());
        try (var profiled =
                        ProfiledStream.of(upload.bytes(), upload.mediaType(), declared, indexing);
                Sealed sealed = vault.seal(id, profiled, maxBytes)) {
            checkSealed(sealed, upload);
            var earlier = earlier(caller, id.dataset(), upload);
            if (earlier.isPresent()) {
                return sameAgain(earlier.get(), sealed.sha256(), upload);
            }
            var table = profiled.table();
            indexing.finish(table.isPresent());
            var version =
                    new Version(
                            id,
                            sealed.sizeBytes(),
                            sealed.sha256(),
                            upload.mediaType(),
                            table.map(ProfiledStream.Table::rows).orElse(null),
                            table.map(ProfiledStream.Table::columns).orElse(List.of()),
                            clock.instant().truncatedTo(ChronoUnit.MICROS),
                            caller.person(),
                            caller.username());
            underWay.put(id, Optional.of(sealed.file()));
            sealed.commit();
            return store(caller, version, sealed.file(), upload, indexing);
        }
    }

    private Recorded<Version> store(
            Caller caller, Version version, StoredFile file, Upload upload, Indexing indexing) {
        var event =
                AuditEvent.now(
                        version.storedAt(),
                        caller.actor(),
                        Act.UPLOAD_VERSION.action(),
                        About.dataset(version.id().dataset())
                                .withDataset(version.id().dataset(), version.id().number())
                                .withBytes(version.sizeBytes()),
                        new Outcome.Done(),
                        caller.request());
        Optional<VersionRow> earlier =
                transactions.execute(_ -> {
                    lock(version.id().dataset());
                    var meanwhile = earlier(caller, version.id().dataset(), upload);
                    if (meanwhile.isEmpty()) {
                        add(caller, new VersionRow(version, file, event.id()), upload);
                        subjects.keep(indexing, version.id());
                        outbox.add(event);
                    }
                    return meanwhile;
                });
        return earlier.isPresent()
                ? sameAgain(earlier.get(), version.sha256(), upload)
                : new Recorded<>(version, event.id());
    }

    private void add(Caller caller, VersionRow row, Upload upload) {
        catalogue.add(row);
        if (upload.idempotencyKey() != null) {
            catalogue.remember(row.version().id(), caller.person(), upload.idempotencyKey());
        }
        catalogue.release(row.version().id());
    }

    private VersionId reserve(DatasetId id) {
        VersionId version =
                transactions.execute(_ -> {
                    lock(id);
                    var next = new VersionId(id, catalogue.nextNumber(id));
                    catalogue.reserve(next, node, clock.instant());
                    underWay.put(next, Optional.empty());
                    return next;
                });
        return version;
    }

    /** Nobody else takes a number or stores a version until the transaction ends. */
    private void lock(DatasetId id) {
        if (catalogue.locked(id).isEmpty()) {
            throw new DatasetException.NotFound("dataset " + id);
        }
    }

    /**
     * Takes the file away again if no row names it, and only then gives the number back: whoever
     * starts next knows by the number where the file comes from. The lock waits for a transaction
     * whose end was not heard of, so that what is seen then is final.
     */
    private void end(VersionId version) {
        try {
            transactions.executeWithoutResult(_ -> {
                if (catalogue.reserved(version, node)) {
                    lock(version.dataset());
                    underWay.getOrDefault(version, Optional.empty())
                            .filter(file -> !catalogue.names(file.name()))
                            .ifPresent(vault::remove);
                    catalogue.release(version);
                }
            });
        } catch (RuntimeException e) {
            LOG.warn(
                    "the number and the file of {} are left to the sweep: {}",
                    version,
                    e.toString());
        } finally {
            underWay.remove(version);
        }
    }

    private Optional<VersionRow> earlier(Caller caller, DatasetId id, Upload upload) {
        return upload.idempotencyKey() == null
                ? Optional.empty()
                : catalogue.stored(id, caller.person(), upload.idempotencyKey());
    }

    private static Recorded<Version> sameAgain(VersionRow stored, String sha256, Upload upload) {
        checkDigest(sha256, upload);
        var version = stored.recorded();
        if (version.value().sha256().equals(sha256)) {
            return version;
        }
        throw new DatasetException.KeyReused(
                "the key \""
                        + upload.idempotencyKey()
                        + "\" came before, with other bytes: they are version "
                        + version.value().id().number()
                        + "; use a new key for new bytes");
    }

    /** Of bytes that are only compared; nothing of them is kept. */
    private String digest(Upload upload) {
        return DigestOf.stream(upload.bytes(), maxBytes);
    }

    private void refuseSize(Upload upload) {
        Long declared = upload.declaredBytes();
        if (declared != null && declared > maxBytes) {
            throw new DatasetException.TooLarge(maxBytes);
        }
        if (declared != null && declared == 0) {
            throw new DatasetException.Empty();
        }
    }

    private static void checkSealed(Sealed sealed, Upload upload) {
        Long declared = upload.declaredBytes();
        if (sealed.sizeBytes() == 0) {
            throw new DatasetException.Empty();
        }
        if (declared != null && declared != sealed.sizeBytes()) {
            throw new DatasetException.CutShort(
                    sealed.sizeBytes() + " of " + declared + " bytes came; send the file again");
        }
        checkDigest(sealed.sha256(), upload);
    }

    private static void checkDigest(String sha256, Upload upload) {
        String expected = upload.expectedSha256();
        if (expected != null && !expected.equals(sha256)) {
            throw new DatasetException.DigestMismatch(
                    "the bytes that came have the SHA-256 "
                            + sha256
                            + ", the digest announced was "
                            + expected
                            + "; nothing was kept, send the file again");
        }
    }

    private static void check(Upload upload) {
        String key = upload.idempotencyKey();
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw new DatasetException.BadField(
                    "Idempotency-Key",
                    "the idempotency key has "
                            + key.length()
                            + " characters; it may have 1 to "
                            + MAX_KEY);
        }
        String mediaType = upload.mediaType();
        if (mediaType.length() < 3 || mediaType.length() > MAX_MEDIA_TYPE) {
            throw new DatasetException.BadField(
                    "Content-Type",
                    "the media type has "
                            + mediaType.length()
                            + " characters; it may have 3 to "
                            + MAX_MEDIA_TYPE);
        }
        String sha256 = upload.expectedSha256();
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new DatasetException.BadField(
                    "Content-Digest", "a SHA-256 digest has 32 bytes; \"" + sha256 + "\" has not");
        }
    }

    private static DatasetException translated(SealException failure) {
        var translated =
                switch (failure) {
                    case SealException.TooLarge large ->
                            new DatasetException.TooLarge(large.maxBytes());
                    case SealException.SourceCut _ ->
                            new DatasetException.CutShort(
                                    "the upload ended before all of it had arrived; nothing was"
                                            + " kept, send the file again");
                    case SealException.NoSpace _ -> new DatasetException.NoRoom();
                };
        translated.initCause(failure);
        return translated;
    }
}
