package city.datastore.platform.subjects;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.VersionId;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which versions hold which people, as keyed hashes in the database. Thread-safe.
 *
 * <p>Hashes are added while an upload flows, under a batch of their own; they mean something once
 * {@link #keep} ties the batch to a version, in the transaction that stores it.
 */
public final class SubjectIndex {
    private static final Duration ORPHANED = Duration.ofDays(2);

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final SubjectHasher hasher;

    /**
     * @param app the platform's own data source
     */
    public SubjectIndex(DataSource app, SubjectHasher hasher) {
        this.database = JdbcClient.create(app);
        this.batches = new JdbcTemplate(app);
        this.hasher = hasher;
    }

    /**
     * Holds the key against the one that made the index.
     *
     * @throws IllegalStateException when it is another one: nobody would be found with it
     */
    public void checkKey() {
        byte[] proof = hasher.proof();
        database.sql("insert into platform.subject_key (proof) values (?) on conflict do nothing")
                .param(proof)
                .update();
        byte[] before =
                database.sql("select proof from platform.subject_key")
                        .query((row, _) -> row.getBytes(1))
                        .single();
        if (!Arrays.equals(before, proof)) {
            throw new IllegalStateException(
                    "the key of the subject index is not the one that made it: put back the file"
                            + " keys/subjects.bcfks that belongs to this database");
        }
    }

    public List<IdentifierKind> kinds() {
        return database.sql("select code, title, rule from platform.identifier_kind order by title")
                .query((row, _) ->
                        new IdentifierKind(
                                row.getString(1), row.getString(2), Tidying.of(row.getString(3))))
                .list();
    }

    public Optional<IdentifierKind> kind(String code) {
        return kinds().stream().filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** The columns of a dataset that identify people, and how. */
    public Map<String, String> declared(DatasetId dataset) {
        Map<String, String> declared = new TreeMap<>();
        database.sql(
                        "select column_name, kind from platform.identifying_column where agency = ?"
                                + " and name = ?")
                .params(dataset.agency().value(), dataset.name())
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .forEach(each -> declared.put(each.getKey(), each.getValue()));
        return declared;
    }

    /** The same, which nobody else changes until the caller's transaction ends. */
    Map<String, String> held(DatasetId dataset) {
        database.sql(
                        "select name from platform.dataset where agency = ? and name = ?"
                                + " for no key update")
                .params(dataset.agency().value(), dataset.name())
                .query(String.class)
                .list();
        return declared(dataset);
    }

    /** Replaces what was declared and is {@link #held}, in the caller's transaction. */
    void declare(DatasetId dataset, Map<String, String> columns, Instant at, String by) {
        database.sql("delete from platform.identifying_column where agency = ? and name = ?")
                .params(dataset.agency().value(), dataset.name())
                .update();
        columns.forEach((column, kind) ->
                database.sql(
                                "insert into platform.identifying_column (agency, name,"
                                        + " column_name, kind, declared_at, declared_by)"
                                        + " values (?, ?, ?, ?, ?, ?)")
                        .params(
                                dataset.agency().value(),
                                dataset.name(),
                                column,
                                kind,
                                at.atOffset(ZoneOffset.UTC),
                                by)
                        .update());
    }

    /** What takes in the identifiers of the version that is about to be uploaded. */
    public Indexing indexing(DatasetId dataset) {
        Map<String, IdentifierKind> columns = new TreeMap<>();
        Map<String, String> declared = declared(dataset);
        if (!declared.isEmpty()) {
            kinds().forEach(kind ->
                    declared.forEach((column, code) -> {
                        if (code.equals(kind.code())) {
                            columns.put(column, kind);
                        }
                    }));
        }
        return new Indexing(columns, hasher, this);
    }

    void add(UUID batch, List<byte[]> hashes) {
        batches.update(
                "insert into platform.subject (hash, batch) select hash, ? from unnest(?::bytea[])"
                        + " as hash on conflict do nothing",
                batch,
                hashes.toArray(byte[][]::new));
    }

    /** Ties what was taken in to its version, in the transaction that stores the version. */
    public void keep(Indexing indexing, VersionId version) {
        if (indexing.isEmpty()) {
            return;
        }
        database.sql(
                        "insert into platform.subject_batch (batch, agency, name, number, complete)"
                                + " values (?, ?, ?, ?, ?)")
                .params(
                        indexing.batch(),
                        version.dataset().agency().value(),
                        version.dataset().name(),
                        version.number(),
                        indexing.complete())
                .update();
    }

    /** Takes away what belongs to no version; what an upload under way has added stays. */
    public int removeOrphans(Instant now) {
        return database.sql(
                        "delete from platform.subject where batch < ? and not exists (select from"
                                + " platform.subject_batch as kept where kept.batch ="
                                + " subject.batch)")
                .param(Indexing.earliest(now.minus(ORPHANED)))
                .update();
    }

    /** The versions that hold the person whom this stands for. */
    public List<VersionId> holding(SubjectHash subject) {
        return database.sql(
                        "select agency, name, number from platform.subject join"
                                + " platform.subject_batch using (batch) where hash = ?"
                                + " order by agency, name, number")
                .param(subject.bytes())
                .query((row, _) -> version(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    /**
     * Whether this version holds the person; for other rooms, such as the one that raises alerts.
     */
    public boolean holds(VersionId version, String kind, String value) {
        return kind(kind)
                .flatMap(known -> hasher.hash(known, value))
                .filter(subject -> holds(version, subject))
                .isPresent();
    }

    private boolean holds(VersionId version, SubjectHash subject) {
        return database.sql(
                        "select exists (select from platform.subject_batch join platform.subject"
                                + " using (batch) where agency = ? and name = ? and number = ?"
                                + " and hash = ?)")
                .params(
                        version.dataset().agency().value(),
                        version.dataset().name(),
                        version.number(),
                        subject.bytes())
                .query(Boolean.class)
                .single();
    }

    /**
     * What knows, among values of that kind, those that stand for the person of a keyed hash; for
     * other rooms, such as the one that lets one person's rows out.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public Predicate<String> knows(String kind, String hash) {
        var known =
                kind(kind)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no kind of identifier " + kind));
        return value ->
                hasher.hash(known, value)
                        .filter(subject -> subject.toString().equals(hash))
                        .isPresent();
    }

    /** The keyed hash that stands for a person; nothing if the value identifies nobody. */
    public Optional<SubjectHash> hash(IdentifierKind kind, String value) {
        return hasher.hash(kind, value);
    }

    /**
     * Versions that declare identifiers and could not be read to their end: who is in them is not
     * sure. By name, the first of them.
     *
     * @param owner null: of every agency
     */
    List<VersionId> incomplete(@Nullable AgencyCode owner, int limit) {
        return database.sql(
                        "select agency, name, number from platform.subject_batch where not complete"
                                + " and (:owner::text is null or agency = :owner)"
                                + " order by agency, name, number limit :limit")
                .param("owner", owner == null ? null : owner.value(), Types.VARCHAR)
                .param("limit", limit)
                .query((row, _) -> version(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    private static VersionId version(String agency, String name, int number) {
        return new VersionId(DatasetId.parse(agency + "/" + name), number);
    }
}
