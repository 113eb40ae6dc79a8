package city.datastore.access.requests;

import city.datastore.access.index.Holding;
import city.datastore.access.policy.GrantSource;
import city.datastore.access.policy.HeldGrant;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PersonId;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the rows of requests and grants.
 *
 * <p>Outside a transaction every reading is one query on a connection of its own, so it shows what
 * is committed at that instant.
 */
final class RequestRows implements GrantSource {
    /** Most grants of one person on one dataset that a decision looks at; the latest come first. */
    private static final int MAX_GRANTS = 500;

    private static final String IN_FORCE =
            " %1$s.revokedAt is null and %1$s.from <= :now and %1$s.until > :now";

    /** Before every id. */
    private static final UUID LEAST = new UUID(0, 0);

    private final EntityManager rows;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    RequestRows(EntityManager rows) {
        this.rows = rows;
    }

    @Override
    public List<HeldGrant> grants(PersonId holder, DatasetId dataset) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.holder = :holder and r.dataset = :dataset"
                                + " order by r.until desc, r.id desc",
                        GrantRow.class)
                .setParameter("holder", holder.value())
                .setParameter("dataset", dataset.toString())
                .setMaxResults(MAX_GRANTS)
                .getResultList()
                .stream()
                .map(GrantRow::held)
                .toList();
    }

    /** Grants under that agreement that have neither ended nor been revoked. */
    List<HeldGrant> standing(AgreementRef agreement, Instant now, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.agreement = :agreement"
                                + " and r.revokedAt is null and r.until > :now order by r.id",
                        GrantRow.class)
                .setParameter("agreement", agreement.value())
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::held)
                .toList();
    }

    /** Grants under that agreement that were in force at some time of {@code [from, until)}. */
    List<GivenGrant> given(AgreementRef agreement, Instant from, Instant until, int limit) {
        return rows
                .createQuery(
                        "select r.id, r.dataset, r.agency from GrantRow r where r.agreement ="
                                + " :agreement and r.from < :until and r.until > :from"
                                + " and (r.revokedAt is null or r.revokedAt > :from) order by r.id",
                        Object[].class)
                .setParameter("agreement", agreement.value())
                .setParameter("from", from)
                .setParameter("until", until)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row ->
                        new GivenGrant(
                                new GrantId((UUID) row[0]),
                                DatasetId.parse((String) row[1]),
                                new AgencyCode((String) row[2])))
                .toList();
    }

    /** By subject or user name. */
    Optional<Holding> newest(DatasetId dataset, PersonId person) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.dataset = :dataset"
                                + " and (r.holder = :person or r.holderName = :person)"
                                + " order by r.id desc",
                        GrantRow.class)
                .setParameter("dataset", dataset.toString())
                .setParameter("person", person.value())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(GrantRow::holding);
    }

    /** The newest grant in force of each holder, by subject. */
    List<Grant> holders(DatasetId dataset, @Nullable PersonId after, Instant now, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.dataset = :dataset and"
                                + IN_FORCE.formatted("r")
                                + " and r.holder > :after and not exists (select 1 from GrantRow g"
                                + " where g.dataset = r.dataset and g.holder = r.holder and"
                                + IN_FORCE.formatted("g")
                                + " and g.id > r.id) order by r.holder",
                        GrantRow.class)
                .setParameter("dataset", dataset.toString())
                .setParameter("now", now)
                .setParameter("after", after == null ? "" : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::toRecord)
                .toList();
    }

    Optional<AccessRequest> request(AccessRequestId id) {
        return byId(AccessRequestRow.class, id.value()).map(AccessRequestRow::toRecord);
    }

    Optional<Grant> grant(GrantId id) {
        return byId(GrantRow.class, id.value()).map(GrantRow::toRecord);
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<AccessRequestRow> lockedRequest(AccessRequestId id) {
        return Optional.ofNullable(
                rows.find(AccessRequestRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Counts a change of what belongs to a request that is held. */
    void changed(AccessRequestRow held) {
        rows.lock(held, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<GrantRow> lockedGrant(GrantId id) {
        return Optional.ofNullable(
                rows.find(GrantRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE));
    }

    /** Grants that came of that request and have neither ended nor been revoked. */
    List<Grant> standing(AccessRequestId request, Instant now) {
        return standingRows(request, now).getResultList().stream().map(GrantRow::toRecord).toList();
    }

    /** The same, held until the transaction ends. */
    List<GrantRow> lockedStanding(AccessRequestId request, Instant now) {
        return standingRows(request, now)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private TypedQuery<GrantRow> standingRows(AccessRequestId request, Instant now) {
        return rows.createQuery(
                        "select r from GrantRow r where r.request = :request and r.revokedAt is null"
                                + " and r.until > :now order by r.id",
                        GrantRow.class)
                .setParameter("request", request.value())
                .setParameter("now", now);
    }

    /** Grants that continue that one and have neither ended nor been revoked; held like it. */
    List<GrantRow> renewals(GrantId id, Instant now) {
        return rows.createQuery(
                        "select r from GrantRow r where r.renews = :id and r.revokedAt is null"
                                + " and r.until > :now order by r.id",
                        GrantRow.class)
                .setParameter("id", id.value())
                .setParameter("now", now)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Pending since then, in the order of their ids, after that one. */
    List<AccessRequest> undecided(Instant since, @Nullable AccessRequestId after, int limit) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.state = 'pending'"
                                + " and r.askedAt <= :since and r.id > :after order by r.id",
                        AccessRequestRow.class)
                .setParameter("since", since)
                .setParameter("after", after == null ? LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** Lapsed after that instant. */
    List<AccessRequest> lapsed(Instant after, int limit) {
        return rows
                .createQuery(
                        "select r from AccessRequestRow r where r.state = 'lapsed'"
                                + " and r.decidedAt > :after order by r.id",
                        AccessRequestRow.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AccessRequestRow::toRecord)
                .toList();
    }

    /** In force, ending by then, and nobody has asked to continue them; in the order of ids. */
    List<Grant> ending(Instant now, Instant by, @Nullable GrantId after, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.until <= :by and r.id > :after and"
                                + IN_FORCE.formatted("r")
                                + " and not exists (select 1 from AccessRequestRow q where q.renews"
                                + " = r.id and q.state in ('pending', 'granted')) order by r.id",
                        GrantRow.class)
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("after", after == null ? LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::toRecord)
                .toList();
    }

    /** Ended by that person after that instant. */
    List<Grant> endedBy(PersonId by, Instant after, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.revokedBy = :by and r.revokedAt > :after"
                                + " order by r.id",
                        GrantRow.class)
                .setParameter("by", by.value())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::toRecord)
                .toList();
    }

    boolean renewed(GrantId id) {
        return !rows.createQuery(
                        "select q.id from AccessRequestRow q where q.renews = :id and q.state in"
                                + " ('pending', 'granted')",
                        UUID.class)
                .setParameter("id", id.value())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
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

    /** Writes now rather than at the end, so that a constraint speaks up here. */
    void add(Object row) {
        rows.persist(row);
        rows.flush();
    }

    Page<AccessRequest> requests(
            Sight sight, Map<String, Object> filters, boolean oldestFirst, PageRequest page) {
        return page(
                AccessRequestRow.class,
                sight,
                filters,
                oldestFirst,
                page,
                AccessRequestRow::toRecord,
                request -> request.asked().id().toString());
    }

    Page<Grant> grants(Sight sight, Map<String, Object> filters, PageRequest page) {
        return page(
                GrantRow.class,
                sight,
                filters,
                false,
                page,
                GrantRow::toRecord,
                grant -> grant.held().id().toString());
    }

    /** Ids sort by time, so the id of the last item is where the next page starts. */
    private <R, T> Page<T> page(
            Class<R> type,
            Sight sight,
            Map<String, Object> filters,
            boolean oldestFirst,
            PageRequest page,
            Function<R, T> toRecord,
            Function<T, String> key) {
        var values = new HashMap<String, Object>(sight.values());
        values.putAll(filters);
        var query = new StringBuilder("select r from ");
        query.append(type.getSimpleName()).append(" r where ").append(sight.where());
        filters.keySet().forEach(name -> query.append(condition(name)));
        if (page.cursor() != null) {
            query.append(oldestFirst ? " and r.id > :after" : " and r.id < :after");
            values.put("after", id(page.cursor()));
        }
        query.append(oldestFirst ? " order by r.id" : " order by r.id desc");
        var select = rows.createQuery(query.toString(), type).setMaxResults(page.limit() + 1);
        values.forEach(select::setParameter);
        var found = select.getResultList().stream().map(toRecord).toList();
        if (found.size() <= page.limit()) {
            return new Page<>(found, null);
        }
        var shown = found.subList(0, page.limit());
        return new Page<>(shown, Cursor.of(key.apply(shown.getLast())));
    }

    /** A holder is named by subject or by user name. */
    private static String condition(String name) {
        return name.equals("holder")
                ? " and (r.holder = :holder or r.holderName = :holder)"
                : " and r.%s = :%<s".formatted(name);
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(Cursor.key(cursor));
        } catch (IllegalArgumentException _) {
            throw new RequestException.BadField(
                    "cursor", "the cursor is not one that a page of this list gave as its next");
        }
    }

    private <R> Optional<R> byId(Class<R> type, UUID id) {
        return rows
                .createQuery("select r from " + type.getSimpleName() + " r where r.id = :id", type)
                .setParameter("id", id)
                .getResultList() // a stream would be read after its connection has gone back
                .stream()
                .findFirst();
    }
}
