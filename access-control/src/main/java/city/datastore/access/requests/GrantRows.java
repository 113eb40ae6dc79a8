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
import city.datastore.audit.names.PurposeCode;
import city.datastore.audit.paging.Page;
import city.datastore.audit.paging.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the rows of grants.
 *
 * <p>Outside a transaction every reading is one query on a connection of its own, so it shows what
 * is committed at that instant.
 */
final class GrantRows implements GrantSource {
    /** Most grants of one person on one dataset that a decision looks at; the latest come first. */
    private static final int MAX_GRANTS = 500;

    private static final String IN_FORCE =
            " %1$s.revokedAt is null and %1$s.from <= :now and %1$s.until > :now";

    /** Requests of which a grant continues one of the requests named. */
    private static final String NEXT =
            "select n.request from GrantRow n, GrantRow g where n.renews = g.id"
                    + " and g.request in :some";

    /** Requests of which a grant is continued by one of the requests named. */
    private static final String BEFORE =
            "select g.request from GrantRow n, GrantRow g where n.renews = g.id"
                    + " and n.request in :some";

    /**
     * Of a grant: its holder has asked to continue it and may still get it, or got it; or has
     * joined what continues it, whoever asked for that, from its end on at the latest. Nobody else
     * can ask, and by the requester the requests are found without reading all of them.
     */
    private static final String CONTINUED =
            "(exists (select 1 from AccessRequestRow q where q.requester = r.holder"
                    + " and q.renews = r.id and q.state in ('pending', 'granted'))"
                    + " or exists (select 1 from GrantRow n, AccessRequestRow q, GrantRow g"
                    + " where n.holder = r.holder and n.dataset = r.dataset"
                    + " and n.request = q.id and q.renews = g.id and g.request = r.request"
                    + " and n.revokedAt is null and n.from <= r.until and n.until > r.until))";

    private final EntityManager rows;
    private final RowsById<GrantRow> byId;

    /**
     * @param rows joins the transaction of the thread, as Spring's shared one does
     */
    GrantRows(EntityManager rows) {
        this.rows = rows;
        this.byId = new RowsById<>(rows, GrantRow.class);
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

    /**
     * People who hold a grant in force on a dataset, in the order of their subjects, each once.
     *
     * @param agreement of the grant, null for any
     * @param purpose of the grant, null for any
     */
    List<PersonId> holders(
            DatasetId dataset,
            @Nullable AgreementRef agreement,
            @Nullable PurposeCode purpose,
            @Nullable PersonId after,
            Instant now,
            int limit) {
        var query =
                rows.createQuery(
                                "select distinct r.holder from GrantRow r"
                                        + " where r.dataset = :dataset and"
                                        + IN_FORCE.formatted("r")
                                        + (agreement == null ? "" : " and r.agreement = :agreement")
                                        + (purpose == null ? "" : " and r.purpose = :purpose")
                                        + " and r.holder > :after order by r.holder",
                                String.class)
                        .setParameter("dataset", dataset.toString())
                        .setParameter("now", now)
                        .setParameter("after", after == null ? "" : after.value())
                        .setMaxResults(limit);
        if (agreement != null) {
            query.setParameter("agreement", agreement.value());
        }
        if (purpose != null) {
            query.setParameter("purpose", purpose.value());
        }
        return query.getResultList().stream().map(PersonId::new).toList();
    }

    Optional<Grant> find(GrantId id) {
        return byId.find(id.value()).map(GrantRow::toRecord);
    }

    /** The row, held until the transaction ends; whoever wants it too waits. */
    Optional<GrantRow> locked(GrantId id) {
        return byId.locked(id.value());
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

    /**
     * What its holder has that continues that grant, neither ended nor revoked, and held like it:
     * of its renewals and of theirs, begun or not, whoever asked for them. What comes to be while
     * this waits for a row is found the next time.
     */
    List<GrantRow> lockedContinuing(Grant grant, Instant now) {
        return locked(
                reached(grant.request(), NEXT),
                "r.holder = :holder and r.revokedAt is null and r.until > :now",
                Map.of("holder", grant.held().holder().value(), "now", now));
    }

    /** Everybody's grants that continue what came of that request; likewise. */
    List<GrantRow> lockedContinuing(AccessRequestId request, Instant now) {
        return locked(
                reached(request, NEXT),
                "r.revokedAt is null and r.until > :now",
                Map.of("now", now));
    }

    /** What that holder has, or had, of what that request continues; held likewise. */
    List<GrantRow> lockedContinued(AccessRequestId request, PersonId holder) {
        return locked(
                reached(request, BEFORE), "r.holder = :holder", Map.of("holder", holder.value()));
    }

    /** Requests that are one such step from that one, or several. */
    private Set<UUID> reached(AccessRequestId from, String step) {
        var reached = new HashSet<UUID>();
        var last = Set.of(from.value());
        while (!last.isEmpty()) {
            var next = rows.createQuery(step, UUID.class).setParameter("some", last);
            last = new HashSet<>(next.getResultList());
            last.removeAll(reached);
            reached.addAll(last);
        }
        return reached;
    }

    /** Held in the order in which they were asked for, so that nobody waits in a circle. */
    private List<GrantRow> locked(Set<UUID> requests, String which, Map<String, Object> values) {
        if (requests.isEmpty()) {
            return List.of();
        }
        var query =
                rows.createQuery(
                                "select r from GrantRow r where r.request in :requests and "
                                        + which
                                        + " order by r.request, r.id",
                                GrantRow.class)
                        .setParameter("requests", requests)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        values.forEach(query::setParameter);
        return query.getResultList();
    }

    /** In force, ending by then, and continued by nothing; in the order of ids. */
    List<Grant> ending(Instant now, Instant by, @Nullable GrantId after, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.until <= :by and r.id > :after and"
                                + IN_FORCE.formatted("r")
                                + " and not "
                                + CONTINUED
                                + " order by r.id",
                        GrantRow.class)
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("after", after == null ? RowsById.LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::toRecord)
                .toList();
    }

    /** Whether it is continued, or somebody has asked for that and may still get it. */
    boolean continued(GrantId id) {
        return !rows.createQuery(
                        "select r.id from GrantRow r where r.id = :id and " + CONTINUED, UUID.class)
                .setParameter("id", id.value())
                .getResultList()
                .isEmpty();
    }

    /** Ended by that person since then, in the order of their ids, after that one. */
    List<Grant> endedBy(PersonId by, Instant since, @Nullable GrantId after, int limit) {
        return rows
                .createQuery(
                        "select r from GrantRow r where r.revokedBy = :by and r.revokedAt > :since"
                                + " and r.id > :after order by r.id",
                        GrantRow.class)
                .setParameter("by", by.value())
                .setParameter("since", since)
                .setParameter("after", after == null ? RowsById.LEAST : after.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(GrantRow::toRecord)
                .toList();
    }

    Page<Grant> page(Sight sight, Map<String, Object> filters, PageRequest page) {
        return byId.page(
                sight,
                filters,
                /* oldestFirst= */ false,
                page,
                GrantRow::toRecord,
                grant -> grant.held().id().toString());
    }

    /** Writes now rather than at the end, so that a constraint speaks up here. */
    void add(Grant grant) {
        byId.add(new GrantRow(grant));
    }
}
