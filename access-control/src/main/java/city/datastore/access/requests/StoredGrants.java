package city.datastore.access.requests;

import city.datastore.access.index.GrantTable;
import city.datastore.access.index.Holding;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.PersonId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Grants as one snapshot of the table of grants shows them. */
public final class StoredGrants implements GrantTable {
    private static final int FETCH = 5_000;

    private final SessionFactory sessions;

    public StoredGrants(EntityManagerFactory rows) {
        this.sessions = rows.unwrap(SessionFactory.class);
    }

    @Override
    public void each(Connection snapshot, Consumer<Holding> taker) {
        try (var session = open(snapshot);
                var all =
                        session.createQuery("select r from GrantRow r", GrantRow.class)
                                .setFetchSize(FETCH)
                                .getResultStream()) {
            all.forEach(row -> taker.accept(row.holding()));
        }
    }

    @Override
    public List<Holding> of(Connection snapshot, PersonId holder, DatasetId dataset) {
        try (var session = open(snapshot)) {
            return session
                    .createQuery(
                            "select r from GrantRow r where r.holder = :holder"
                                    + " and r.dataset = :dataset order by r.until desc, r.id desc",
                            GrantRow.class)
                    .setParameter("holder", holder.value())
                    .setParameter("dataset", dataset.toString())
                    .getResultList()
                    .stream()
                    .map(GrantRow::holding)
                    .toList();
        }
    }

    private StatelessSession open(Connection snapshot) {
        return sessions.withStatelessOptions().connection(snapshot).openStatelessSession();
    }
}
