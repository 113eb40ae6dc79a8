package city.datastore.access.prohibitions;

import city.datastore.access.identity.Caller;
import city.datastore.access.policy.Prohibition;
import city.datastore.access.policy.ProhibitionSource;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.paging.Cursor;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the rows of prohibitions. Outside a transaction every reading is one query on a
 * connection of its own, so it shows what is committed at that instant.
 */
final class ProhibitionRows implements ProhibitionSource {
    private final EntityManager rows;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    ProhibitionRows(EntityManager rows) {
        this.rows = rows;
    }

    @Override
    public List<Prohibition> prohibitions(DatasetId dataset, Caller caller) {
        return rows
                .createQuery(
                        "select r from ProhibitionRow r where r.owner = :owner and r.liftedAt is null"
                                + " and (r.dataset is null or r.dataset = :dataset)"
                                + " and (r.person is null or r.person in (:names))",
                        ProhibitionRow.class)
                .setParameter("owner", dataset.agency().value())
                .setParameter("dataset", dataset.toString())
                .setParameter(
                        "names",
                        List.of(
                                Prohibition.normalised(caller.username()),
                                Prohibition.normalised(caller.person().value())))
                .getResultList()
                .stream()
                .map(ProhibitionRow::prohibition)
                .toList();
    }

    Optional<ProhibitionEntry> find(ProhibitionId id) {
        return rows
                .createQuery(
                        "select r from ProhibitionRow r where r.id = :id", ProhibitionRow.class)
                .setParameter("id", id.value())
                .getResultList()
                .stream()
                .findFirst()
                .map(ProhibitionRow::toRecord);
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<ProhibitionRow> locked(ProhibitionId id) {
        return Optional.ofNullable(
                rows.find(ProhibitionRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Writes now rather than at the end, so that a constraint speaks up here. */
    void add(ProhibitionRow row) {
        rows.persist(row);
        rows.flush();
    }

    /** How many of that owner stand. */
    long standing(AgencyCode owner, Instant now) {
        return rows.createQuery(
                        "select count(r) from ProhibitionRow r where r.owner = :owner"
                                + " and r.liftedAt is null and (r.until is null or r.until > :now)",
                        Long.class)
                .setParameter("owner", owner.value())
                .setParameter("now", now)
                .getSingleResult();
    }

    /**
     * Newest first.
     *
     * @param owner null: of every agency
     * @param dataset null: on any
     * @param standing whether only those that stand
     */
    Page<ProhibitionEntry> list(
            @Nullable AgencyCode owner,
            @Nullable DatasetId dataset,
            boolean standing,
            Instant now,
            PageRequest page) {
        var values = new HashMap<String, Object>();
        var query = new StringBuilder("select r from ProhibitionRow r where 1 = 1");
        if (owner != null) {
            query.append(" and r.owner = :owner");
            values.put("owner", owner.value());
        }
        if (dataset != null) {
            query.append(" and (r.dataset = :dataset or r.dataset is null and r.owner = :of)");
            values.put("dataset", dataset.toString());
            values.put("of", dataset.agency().value());
        }
        if (standing) {
            query.append(" and r.liftedAt is null and (r.until is null or r.until > :now)");
            values.put("now", now);
        }
        if (page.cursor() != null) {
            query.append(" and r.id < :after");
            values.put("after", UUID.fromString(Cursor.key(page.cursor())));
        }
        query.append(" order by r.id desc");
        var found =
                filled(rows.createQuery(query.toString(), ProhibitionRow.class), values)
                        .setMaxResults(page.limit() + 1)
                        .getResultList()
                        .stream()
                        .map(ProhibitionRow::toRecord)
                        .toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(shown.getLast().prohibition().id().toString()));
    }

    /** Grants in force now that it would stop, counted by the holders' agencies. */
    Reach reach(Prohibition wanted, Instant now) {
        var values = new HashMap<String, Object>();
        values.put("owner", wanted.owner().value());
        values.put("now", now);
        var query =
                new StringBuilder(
                        "select g.agency, count(distinct g.holder), count(g), count(distinct"
                                + " g.dataset) from GrantRow g where g.owner = :owner and"
                                + " g.revokedAt is null and g.from <= :now and g.until > :now");
        var dataset = wanted.dataset();
        if (dataset != null) {
            query.append(" and g.dataset = :dataset");
            values.put("dataset", dataset.toString());
        }
        var person = wanted.person();
        if (person != null) {
            query.append(" and (lower(g.holder) = :person or lower(g.holderName) = :person)");
            values.put("person", person);
        }
        query.append(" group by g.agency order by g.agency");
        return new Reach(
                filled(rows.createQuery(query.toString(), Object[].class), values)
                        .getResultList()
                        .stream()
                        .map(row ->
                                new Reach.OfAgency(
                                        new AgencyCode((String) row[0]),
                                        (Long) row[1],
                                        (Long) row[2],
                                        (Long) row[3]))
                        .toList());
    }

    private static <T> TypedQuery<T> filled(TypedQuery<T> query, Map<String, Object> values) {
        values.forEach(query::setParameter);
        return query;
    }
}
