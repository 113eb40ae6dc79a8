package city.datastore.agreements.register;

import city.datastore.agreements.dpia.Dpia;
import city.datastore.agreements.dpia.DpiaRegister;
import city.datastore.agreements.dpia.Judgement;
import city.datastore.audit.names.AgreementRef;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** The register of assessments in PostgreSQL. */
public final class DpiaRows implements DpiaRegister {
    private final EntityManager rows;
    private final TransactionOperations reading;
    private final DpiaCodec codec = new DpiaCodec();

    /**
     * @param rows shared by all threads, bound to the transaction of each
     * @param reading read-only transactions
     */
    public DpiaRows(EntityManager rows, TransactionOperations reading) {
        this.rows = rows;
        this.reading = reading;
    }

    @Override
    public Optional<Dpia> find(AgreementRef reference, int lastVersion) {
        return Objects.requireNonNull(
                reading.execute(_ ->
                        rows.createQuery(
                                        "select d from DpiaRow d where d.reference = :reference"
                                                + " and d.termsVersion <= :last"
                                                + " order by d.revision desc",
                                        DpiaRow.class)
                                .setParameter("reference", reference.value())
                                .setParameter("last", lastVersion)
                                .setMaxResults(1)
                                .getResultStream()
                                .map(row -> codec.dpia(reference, row.revision(), row.content()))
                                .findFirst()));
    }

    @Override
    public void add(Dpia dpia, String what, Judgement judged, Dpia.Writer by) {
        var looked = Objects.requireNonNull(dpia.looked(), "an assessment that was begun");
        rows.persist(new DpiaRow(dpia, looked, what, codec.json(dpia), judged, by));
        rows.flush();
    }
}
