package city.datastore.platform.datasets;

import city.datastore.access.emergency.Arrangements;
import city.datastore.access.gate.Gatekeeper;
import city.datastore.access.identity.Caller;
import city.datastore.audit.event.Recorded;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.paging.PageRequest;
import city.datastore.audit.pipeline.Outbox;
import city.datastore.audit.pipeline.Recorder;
import city.datastore.audit.trail.StoredEvent;
import city.datastore.audit.trail.Trail;
import city.datastore.audit.trail.TrailQuery;
import city.datastore.audit.trail.TrailScope;
import city.datastore.platform.RunningPlatform;
import city.datastore.platform.subjects.SubjectIndex;
import city.datastore.platform.vault.Vault;
import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Datasets to try things on, and what can be seen of them from below. */
final class Workbench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningPlatform platform;

    Workbench(RunningPlatform platform) {
        this.platform = platform;
    }

    Datasets datasets() {
        return platform.bean(Datasets.class);
    }

    /** The same room with another limit. */
    DatasetsRoom room(long maxBytes) {
        return DatasetsRoom.of(
                platform.bean(Gatekeeper.class),
                platform.bean(Arrangements.class),
                platform.bean(Outbox.class),
                platform.bean(Recorder.class),
                platform.bean(Vault.class),
                platform.bean(SubjectIndex.class),
                platform.bean(ReleasesUnderWay.class),
                platform.home().resolve("vault").resolve("nodes"),
                SharedEntityManagerCreator.createSharedEntityManager(
                        platform.bean(EntityManagerFactory.class)),
                new TransactionTemplate(platform.bean(PlatformTransactionManager.class)),
                () -> false,
                platform.bean(Clock.class),
                maxBytes);
    }

    static Dataset draft(String agency, String name) {
        return new Dataset(
                new DatasetId(new AgencyCode(agency), name),
                "Licences of " + name,
                "Houses in multiple occupation",
                Classification.OFFICIAL_SENSITIVE,
                List.of("housing"),
                List.of(new Dataset.Column("uprn", "text", "Property", "non_personal")),
                false,
                Instant.EPOCH,
                null);
    }

    static Dataset hidden(Dataset draft) {
        return new Dataset(
                draft.id(),
                draft.title(),
                draft.description(),
                draft.classification(),
                draft.topics(),
                draft.columns(),
                true,
                draft.createdAt(),
                null);
    }

    static String freshName() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    DatasetId created(Caller steward) {
        var draft = draft(String.valueOf(steward.agency()), freshName());
        return datasets().create(steward, draft).value().id();
    }

    static Upload upload(byte[] bytes) {
        return upload(new ByteArrayInputStream(bytes), null, null, null);
    }

    static Upload upload(byte[] bytes, String key) {
        return upload(new ByteArrayInputStream(bytes), null, null, key);
    }

    static Upload upload(
            InputStream bytes,
            @Nullable Long declared,
            @Nullable String sha256,
            @Nullable String key) {
        return new Upload(bytes, "application/octet-stream", declared, sha256, key);
    }

    Recorded<Version> store(Caller steward, DatasetId id, byte[] bytes) {
        return datasets().upload(steward, id, upload(bytes));
    }

    byte[] read(Caller caller, DatasetId id, @Nullable Integer version) throws IOException {
        try (var opened = datasets().open(caller, new Reading(id, version, null, null))) {
            var out = new ByteArrayOutputStream();
            opened.transferTo(out);
            return out.toByteArray();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every file of the vault that belongs to the dataset, and every part file. */
    List<Path> files(DatasetId id) {
        try (var files = Files.walk(platform.home().resolve("vault"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".node"))
                    .filter(file ->
                            file.toString().endsWith(".part")
                                    || file.toString().contains(id.toString() + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long rows(String table, DatasetId id) {
        try (var connection = platform.stack().postgres().connect("datastore_app");
                var query =
                        connection.prepareStatement(
                                "select count(*) from platform."
                                        + table
                                        + " where agency = ? and name = ?")) {
            query.setString(1, id.agency().value());
            query.setString(2, id.name());
            try (var result = query.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the record says of the dataset, once it says so much that the condition holds. */
    List<StoredEvent> trail(
            DatasetId id, java.util.function.Predicate<List<StoredEvent>> untilItHolds) {
        Trail trail = platform.bean(Trail.class);
        var query = new TrailQuery(null, null, id, null, null, null, null, null, null, null);
        return await(
                () -> trail.search(new TrailScope.Everything(), query, PageRequest.first()).items(),
                untilItHolds);
    }

    /** Asks again until the answer fits; fails with the last answer after half a minute. */
    static <T> T await(Supplier<T> answer, java.util.function.Predicate<T> fits) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            T last = answer.get();
            if (fits.test(last)) {
                return last;
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "not within " + PATIENCE + ", the last answer was " + last);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    static List<String> lines(List<StoredEvent> events) {
        return events.stream()
                .map(stored ->
                        stored.event().action().name() + " " + stored.event().outcome().word())
                .toList();
    }
}
