package city.datastore.access.requests;

import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the rows of requests.
 *
 * <p>Outside a transaction every reading is one query on a connection of its own, so it shows what
 * is committed at that instant.
 */
final class RequestRows {
    private final EntityManager rows;
    private final RowsById<AccessRequestRow> byId;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    RequestRows(EntityManager rows) {
        this.rows = rows;
        this.byId = new RowsById<>(rows, AccessRequestRow.class);
    }

    Optional<AccessRequest> find(AccessRequestId id) {
        return byId.find(id.value()).map(AccessRequestRow::toRecord);
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<AccessRequestRow> locked(AccessRequestId id) {
        return byId.locked(id.value());
    }

    /** Counts a change of what belongs to a request that is held. */
    void changed(AccessRequestRow held) {
        rows.lock(held, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    Page<AccessRequest> page(
            Sight sight, Map<String, Object> filters, boolean oldestFirst, PageRequest page) {
        return byId.page(
                sight,
                filters,
                oldestFirst,
                page,
                AccessRequestRow::toRecord,
                request -> request.asked().id().toString());
    }

    /** Pending since then, in the order of their ids, after that one. */
    List<AccessRequest> undecided(Instant since, @Nullable AccessRequestId after, int limit) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.state = 'pending'"
                                + " and r.askedAt <= :since and r.id > :after order by r.id",
                        AccessRequestRow.class)
                .setParameter("since", since)
                .setParameter("after", after == null ? RowsById.LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** Lapsed since then, in the order of their ids, after that one. */
    List<AccessRequest> lapsed(Instant since, @Nullable AccessRequestId after, int limit) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.state = 'lapsed'"
                                + " and r.decidedAt > :since and r.id > :after order by r.id",
                        AccessRequestRow.class)
                .setParameter("since", since)
                .setParameter("after", after == null ? RowsById.LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** The request that followed one that was returned for changes. */
    Optional<AccessRequestId> following(AccessRequestId id) {
        return rows
                .createQuery(
                        "select r.id from AccessRequestRow r where r.follows = :id", UUID.class)
                .setParameter("id", id.value())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(AccessRequestId::new);
    }

    /** Requests that were sent as one, in the order of their datasets. */
    List<AccessRequest> together(UUID together, int limit) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.together = :together"
                                + " order by r.dataset, r.id",
                        AccessRequestRow.class)
                .setParameter("together", together)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** Whether this person already waits for an answer to the same question. */
    boolean pending(AccessRequest.Asked asked) {
        return !rows.createQuery(
                        "select r.id from AccessRequestRow r where r.state = 'pending' and r.requester"
                                + " = :requester and r.dataset = :dataset and r.agreement ="
                                + " :agreement and r.purpose = :purpose",
                        UUID.class)
                .setParameter("requester", asked.requester().value())
                .setParameter("dataset", asked.dataset().toString())
                .setParameter("agreement", asked.agreement().value())
                .setParameter("purpose", asked.purpose().value())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * What this person asks to continue that grant by: pending, or returned for changes that they
     * have not sent; newest first.
     */
    List<AccessRequest> toRenew(PersonId requester, GrantId grant) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.requester = :requester"
                                + " and r.renews = :grant and (r.state = 'pending'"
                                + " or r.state = 'returned' and not exists"
                                + " (select 1 from AccessRequestRow f where f.follows = r.id))"
                                + " order by r.id desc",
                        AccessRequestRow.class)
                .setParameter("requester", requester.value())
                .setParameter("grant", grant.value())
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /**
     * By what its holder has what continues that grant, neither ended nor revoked, be it that they
     * joined what somebody else asked for; the one that lasts longest first.
     */
    List<AccessRequest> renewed(GrantId grant, Instant now) {
        return rows
                .createQuery(
                        "select q from GrantRow r, GrantRow n, AccessRequestRow q, GrantRow g"
                                + " where r.id = :grant and n.holder = r.holder"
                                + " and n.dataset = r.dataset and n.revokedAt is null"
                                + " and n.until > :now and n.until > r.until"
                                + " and q.id = n.request and g.id = q.renews"
                                + " and g.request = r.request order by n.until desc, q.id",
                        AccessRequestRow.class)
                .setParameter("grant", grant.value())
                .setParameter("now", now)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** Writes now rather than at the end, so that a constraint speaks up here; the new row. */
    AccessRequestRow add(AccessRequest.Asked asked) {
        var row = new AccessRequestRow(asked);
        byId.add(row);
        return row;
    }
}
