package city.datastore.platform.datasets;

import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.VersionId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the catalogue. Whatever changes them has to run in a transaction of the caller's.
 */
final class Catalogue {
    /** Without the columns: a page of them would be too much to hold. */
    private static final String LISTED =
            "select new city.datastore.platform.datasets.ListedVersion(v.key, v.sizeBytes,"
                    + " v.sha256, v.mediaType, v.rowCount, v.storedAt, v.storedByName)"
                    + " from VersionRow v ";

    private final EntityManager rows;

    Catalogue(EntityManager rows) {
        this.rows = rows;
    }

    Optional<DatasetRow> dataset(DatasetId id) {
        return Optional.ofNullable(rows.find(DatasetRow.class, DatasetKey.of(id)));
    }

    void add(DatasetRow dataset) {
        rows.persist(dataset);
        rows.flush();
    }

    /**
     * Nobody else takes a number or stores a version of this dataset until the transaction ends.
     */
    Optional<DatasetRow> locked(DatasetId id) {
        return Optional.ofNullable(
                rows.find(DatasetRow.class, DatasetKey.of(id), LockModeType.PESSIMISTIC_WRITE));
    }

    /** The number after every one that is stored, taken or lost; the dataset has to be locked. */
    int nextNumber(DatasetId id) {
        int known = Math.max(greatest("VersionRow", id), greatest("ReservationRow", id));
        return 1 + Math.max(known, greatestLost(id));
    }

    private int greatestLost(DatasetId id) {
        Object found =
                rows.createNativeQuery(
                                "select coalesce(max(number), 0) from platform.lost_number where"
                                        + " agency = :agency and name = :name",
                                Integer.class)
                        .setParameter("agency", id.agency().value())
                        .setParameter("name", id.name())
                        .getSingleResult();
        return (Integer) found;
    }

    /** Never gives the number again of a version that this database does not know any more. */
    void lose(VersionId version) {
        rows.createNativeQuery(
                        "insert into platform.lost_number values (:agency, :name, :number) on"
                                + " conflict do nothing")
                .setParameter("agency", version.dataset().agency().value())
                .setParameter("name", version.dataset().name())
                .setParameter("number", version.number())
                .executeUpdate();
    }

    private int greatest(String table, DatasetId id) {
        Integer found =
                rows.createQuery(
                                "select max(r.key.number) from "
                                        + table
                                        + " r where r.key.agency = :agency and r.key.name = :name",
                                Integer.class)
                        .setParameter("agency", id.agency().value())
                        .setParameter("name", id.name())
                        .getSingleResult();
        return found == null ? 0 : found;
    }

    void reserve(VersionId version, UUID node, Instant now) {
        rows.persist(new ReservationRow(version, node, now));
    }

    void release(VersionId version) {
        rows.createQuery("delete from ReservationRow r where r.key = :key")
                .setParameter("key", NumberKey.of(version))
                .executeUpdate();
    }

    /** Whether this process has the number for an upload. */
    boolean reserved(VersionId version, UUID node) {
        return !rows.createQuery(
                        "select r.node from ReservationRow r where r.key = :key and r.node = :node",
                        UUID.class)
                .setParameter("key", NumberKey.of(version))
                .setParameter("node", node)
                .getResultList()
                .isEmpty();
    }

    /** The numbers of some datasets of an agency that uploads have taken. */
    Set<VersionId> taken(AgencyCode agency, List<String> names) {
        return rows
                .createQuery(
                        "select r from ReservationRow r where r.key.agency = :agency and"
                                + " r.key.name in :names",
                        ReservationRow.class)
                .setParameter("agency", agency.value())
                .setParameter("names", names)
                .getResultList()
                .stream()
                .map(ReservationRow::version)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<ReservationRow> reservations() {
        return rows.createQuery("select r from ReservationRow r", ReservationRow.class)
                .getResultList();
    }

    void add(VersionRow version) {
        rows.persist(version);
        rows.flush();
    }

    Optional<VersionRow> version(VersionId id) {
        return Optional.ofNullable(rows.find(VersionRow.class, NumberKey.of(id)));
    }

    Optional<VersionRow> latest(DatasetId id) {
        return rows
                .createQuery(
                        "select v from VersionRow v where v.key.agency = :agency and v.key.name ="
                                + " :name order by v.key.number desc",
                        VersionRow.class)
                .setParameter("agency", id.agency().value())
                .setParameter("name", id.name())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Newest first, those with a number below the given one. */
    List<ListedVersion> versions(DatasetId id, @Nullable Integer below, int limit) {
        return rows.createQuery(
                        LISTED
                                + "where v.key.agency = :agency and v.key.name = :name and"
                                + " v.key.number < :below order by v.key.number desc",
                        ListedVersion.class)
                .setParameter("agency", id.agency().value())
                .setParameter("name", id.name())
                .setParameter("below", below == null ? Integer.MAX_VALUE : below)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The newest version of each of these datasets that has one. */
    Map<DatasetKey, ListedVersion> latest(Collection<DatasetKey> datasets) {
        var found = new HashMap<DatasetKey, ListedVersion>();
        if (datasets.isEmpty()) {
            return found;
        }
        rows.createQuery(
                        LISTED
                                + "where v.key.agency in :agencies and v.key.name in :names and"
                                + " v.key.number = (select max(w.key.number) from VersionRow w"
                                + " where w.key.agency = v.key.agency and w.key.name = v.key.name)",
                        ListedVersion.class)
                .setParameter(
                        "agencies", Set.copyOf(datasets.stream().map(DatasetKey::agency).toList()))
                .setParameter("names", Set.copyOf(datasets.stream().map(DatasetKey::name).toList()))
                .getResultList()
                .forEach(version -> found.put(DatasetKey.of(version.id().dataset()), version));
        return found;
    }

    /** Whether a version lies in this file of the vault. */
    boolean names(String file) {
        return !rows.createQuery(
                        "select v.key.number from VersionRow v where v.fileName = :file",
                        Integer.class)
                .setParameter("file", file)
                .getResultList()
                .isEmpty();
    }

    /** The names of the files that the versions of some datasets of an agency lie in. */
    Set<String> files(AgencyCode agency, List<String> names) {
        return Set.copyOf(
                rows.createQuery(
                                "select v.fileName from VersionRow v where v.key.agency = :agency"
                                        + " and v.key.name in :names",
                                String.class)
                        .setParameter("agency", agency.value())
                        .setParameter("names", names)
                        .getResultList());
    }

    Optional<VersionRow> stored(DatasetId id, PersonId person, String key) {
        return Optional.ofNullable(
                        rows.find(UploadKeyRow.class, UploadKeyRow.Key.of(id, person, key)))
                .flatMap(row -> version(row.version()));
    }

    void remember(VersionId version, PersonId person, String key) {
        rows.persist(
                new UploadKeyRow(
                        UploadKeyRow.Key.of(version.dataset(), person, key), version.number()));
    }
}
