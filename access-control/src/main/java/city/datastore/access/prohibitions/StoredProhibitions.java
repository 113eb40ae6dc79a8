package city.datastore.access.prohibitions;

import city.datastore.access.index.ProhibitionTable;
import city.datastore.access.policy.Prohibition;
import city.datastore.audit.names.AgencyCode;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Prohibitions that have not been lifted, as one snapshot of their table shows them. */
public final class StoredProhibitions implements ProhibitionTable {
    private static final int FETCH = 5_000;

    private final SessionFactory sessions;

    public StoredProhibitions(EntityManagerFactory rows) {
        this.sessions = rows.unwrap(SessionFactory.class);
    }

    @Override
    public void each(Connection snapshot, Consumer<Prohibition> taker) {
        try (var session = open(snapshot);
                var all =
                        session.createQuery(
                                        "select r from ProhibitionRow r where r.liftedAt is null",
                                        ProhibitionRow.class)
                                .setFetchSize(FETCH)
                                .getResultStream()) {
            all.forEach(row -> taker.accept(row.prohibition()));
        }
    }

    @Override
    public List<Prohibition> of(Connection snapshot, AgencyCode owner) {
        try (var session = open(snapshot)) {
            return session
                    .createQuery(
                            "select r from ProhibitionRow r where r.owner = :owner"
                                    + " and r.liftedAt is null",
                            ProhibitionRow.class)
                    .setParameter("owner", owner.value())
                    .getResultList()
                    .stream()
                    .map(ProhibitionRow::prohibition)
                    .toList();
        }
    }

    private StatelessSession open(Connection snapshot) {
        return sessions.withStatelessOptions().connection(snapshot).openStatelessSession();
    }
}
